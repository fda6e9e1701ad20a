/**
 * Values on their way between the checks and the answer, as JSON that keeps what plain JSON loses: NaN,
 * infinities, -0, undefined, and functions of the checks, which the answer can call but not read.
 */
export type Encoded =
  | string
  | number
  | boolean
  | null
  | Encoded[]
  | { t: string; v?: Encoded | Record<string, Encoded> };

/** What stands for a value that is neither number, string, array nor plain object. */
export class Unreadable {
  constructor(readonly description: string) {}
}

const deepest = 12;
const mostElements = 2_000_000;

// Captured before an answer runs, so that a patched global cannot change what is sent.
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { is, keys, getPrototypeOf, prototype: plainPrototype } = Object;

/** Encodes a value; `register` takes the functions in it and returns the number each is called by. */
export function encode(value: unknown, register?: (f: (...args: never[]) => unknown) => number): Encoded {
  let elements = 0;

  function encodeAt(part: unknown, depth: number): Encoded {
    if (depth > deepest) return { t: 'unreadable', v: 'a value nested too deeply' };
    elements += 1;
    if (elements > mostElements) throw new RangeError(`a value with more than ${mostElements} elements`);
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') {
      return Number.isFinite(part) && !is(part, -0)
        ? part
        : { t: 'number', v: is(part, -0) ? '-0' : `${part}` };
    }
    if (part === undefined) return { t: 'undefined' };
    if (isArray(part)) return encodeList(part, depth);
    if (typeof part === 'function') {
      return register
        ? { t: 'function', v: register(part as () => unknown) }
        : { t: 'unreadable', v: 'a function' };
    }
    if (typeof part !== 'object') return { t: 'unreadable', v: `a ${typeof part}` };
    if (isView(part) && !(part instanceof DataView)) {
      return encodeList(part as unknown as ArrayLike<unknown>, depth);
    }
    const prototype = getPrototypeOf(part);
    if (prototype !== plainPrototype && prototype !== null) return { t: 'unreadable', v: describe(part) };
    const fields: Record<string, Encoded> = Object.create(null);
    for (const key of keys(part)) fields[key] = encodeAt((part as Record<string, unknown>)[key], depth + 1);
    return { t: 'object', v: fields };
  }

  function encodeList(list: ArrayLike<unknown>, depth: number): Encoded[] {
    if (elements + list.length > mostElements) {
      throw new RangeError(`a value with more than ${mostElements} elements`);
    }
    const encoded: Encoded[] = [];
    for (let i = 0; i < list.length; i++) encoded[i] = encodeAt(list[i], depth + 1);
    return encoded;
  }

  return encodeAt(value, 0);
}

/** The inverse of `encode`; typed arrays come back as plain arrays. */
export function decode(encoded: Encoded, call?: (id: number, args: unknown[]) => unknown): unknown {
  if (isArray(encoded)) return encoded.map((part) => decode(part, call));
  if (encoded === null || typeof encoded !== 'object') return encoded;
  const { t, v } = encoded;
  if (t === 'number') return Number(v);
  if (t === 'undefined') return undefined;
  if (t === 'object') {
    return Object.fromEntries(
      Object.entries(v as Record<string, Encoded>).map(([key, part]) => [key, decode(part, call)]),
    );
  }
  if (t === 'function' && call) {
    return (...args: unknown[]) => call(v as number, args);
  }
  return new Unreadable(`${v}`);
}

function describe(part: object): string {
  const name: unknown = part.constructor?.name;
  return typeof name === 'string' && name !== ''
    ? `a value of class ${name}`
    : 'an object of an unknown class';
}
