import { types } from 'node:util';
import { native } from './native';
import { cleanStack } from './stack';
import { isTensor, printingTensors, type TensorLike, tensorText } from './tensor';

const depth = 4;
const stringLength = 10_000;
/** Items of a collection that are printed: the first of these with which the whole stays readable. */
const collectionLengths = [100, 25, 8, 3];
const readableItems = 20_000;
const textLength = 100_000;

/** Plain text of a value: as Node prints it, but tensors with their numbers; never throws. */
export function plain(value: unknown): string {
  try {
    if (isTensor(value)) return tensorText(value);
  } catch {
    // A backend that cannot be read at once: the caller may wait for it.
  }
  const tensors = new native.Set<TensorLike>();
  const maxArrayLength = collectionLengths.find((length) => isReadable(value, length, tensors)) ?? 3;
  const options = { depth, maxArrayLength, maxStringLength: stringLength };
  for (const customInspect of [true, false]) {
    try {
      const print = () => native.inspect(value, { ...options, customInspect });
      return shortened(cleanStack(tensors.size === 0 ? print() : printingTensors(tensors, print)));
    } catch {
      // The value's own way of being printed throws: next without it.
    }
  }
  return propertiesOf(value);
}

/** What is left of a value that Node cannot print, such as one whose name throws. */
function propertiesOf(value: unknown): string {
  const data: Record<string, unknown> = {};
  try {
    for (const key of Object.keys(value as object)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (typeof property?.value !== 'object') data[key] = property?.value;
    }
    return `[${typeof value} that cannot be printed] ${native.inspect(data, { maxStringLength: stringLength })}`;
  } catch {
    return `[${typeof value} that cannot be printed]`;
  }
}

function shortened(text: string): string {
  const rest = text.length - textLength;
  return rest > 0 ? `${text.slice(0, textLength)}\n... ${rest} more characters` : text;
}

/**
 * Whether a value has few enough items to print when each collection shows at most `length` of its own. The
 * tensors that are met on the way are added to `tensors`.
 */
function isReadable(value: unknown, length: number, tensors: Set<TensorLike>): boolean {
  let left = readableItems;
  const visit = (item: unknown, level: number): void => {
    if (--left < 0 || level > depth || typeof item !== 'object' || item === null) return;
    if (types.isProxy(item)) return;
    if (hasTensor(item)) tensors.add(item);
    else if (ArrayBuffer.isView(item)) left -= Math.min(length, item.byteLength);
    else for (const part of partsOf(item, length)) visit(part, level + 1);
  };
  visit(value, 0);
  return left >= 0;
}

function* partsOf(item: object, length: number): Iterable<unknown> {
  if (types.isMap(item) || types.isSet(item)) {
    let count = 0;
    for (const entry of item) {
      if (count++ >= length) return;
      yield entry;
    }
    return;
  }
  const keys = Array.isArray(item) ? firstIndices(item, length) : Object.keys(item);
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(item, key);
    // A getter is not called: it is not printed by its value either.
    yield property?.value;
  }
}

function firstIndices(array: unknown[], length: number): number[] {
  return Array.from({ length: Math.min(length, array.length) }, (_, index) => index);
}

/** A getter may throw. */
function hasTensor(item: object): item is TensorLike {
  try {
    return isTensor(item);
  } catch {
    return false;
  }
}
