import { types } from 'node:util';
import type { Bundle } from '../shared/messages';
import { native } from './native';
import { cleanStack } from './stack';

const displaySymbol = Symbol.for('Jupyter.display');

/** Methods by which other libraries offer one representation each. */
const single = [
  ['_toHtml', 'text/html'],
  ['toHtml', 'text/html'],
  ['_toSvg', 'image/svg+xml'],
  ['_toMarkdown', 'text/markdown'],
  ['_toLatex', 'text/latex'],
  ['_toPng', 'image/png'],
  ['_toJpeg', 'image/jpeg'],
] as const;

type Methods = Record<string | symbol, ((this: unknown) => unknown) | undefined>;

/** The representations of a value; a promise of them if the value makes them asynchronously. */
export function bundleOf(value: unknown): Bundle | Promise<Bundle> {
  try {
    const own = ownBundle(value);
    if (isThenable(own)) return own.then((made) => complete(value, made), failed);
    return complete(value, own);
  } catch (error) {
    return failed(error);
  }
}

export function isThenable(value: unknown): value is Promise<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

function failed(error: unknown): Bundle {
  return { 'text/plain': `[the value's own display failed: ${reason(error)}]` };
}

function reason(error: unknown): string {
  try {
    return cleanStack(native.inspect(error, { depth: 0, customInspect: false }));
  } catch {
    return 'its error cannot be shown';
  }
}

/** The methods of a value; what cannot even be looked up, behind a proxy, counts as absent. */
function methodsOf(value: object): Methods {
  const methods: Methods = {};
  for (const name of [displaySymbol, '_toMime', ...single.map(([method]) => method)]) {
    try {
      const method = (value as Methods)[name];
      if (typeof method === 'function') methods[name] = method;
    } catch {
      // A trap or a getter that throws: the value is drawn as Node draws it.
    }
  }
  return methods;
}

function ownBundle(value: unknown): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
  const methods = methodsOf(value);
  const whole = methods[displaySymbol] ?? methods._toMime;
  if (whole) return whole.call(value);
  for (const [method, mime] of single) {
    const made = methods[method]?.call(value);
    if (typeof made === 'string') return { [mime]: made };
  }
  return undefined;
}

function complete(value: unknown, made: unknown): Bundle {
  if (typeof made !== 'object' || made === null) return { 'text/plain': plain(value) };
  const bundle: Bundle = {};
  for (const [mime, data] of Object.entries(made)) {
    if (data !== undefined) bundle[mime] = data instanceof Uint8Array ? base64(data) : data;
  }
  bundle['text/plain'] ??= plain(value);
  return bundle;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

interface TensorLike {
  dataSync(): unknown;
  shape: number[];
}

function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const tensor = value as Partial<TensorLike>;
  return typeof tensor.dataSync === 'function' && Array.isArray(tensor.shape);
}

/** Plain text of a value: as Node prints it, but tensors with their numbers. */
export function plain(value: unknown): string {
  if (isTensor(value)) return String(value);
  return cleanStack(native.inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000 }));
}
