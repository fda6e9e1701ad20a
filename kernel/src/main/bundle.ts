import type { Bundle } from '../shared/messages';
import { kindOf, normalize } from './mime';
import { native } from './native';
import { plain } from './plain';
import { cleanStack } from './stack';
import { isTensor, type TensorLike, tensorText, titleOf } from './tensor';

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
  const failed = (error: unknown) => withNote(value, reason(error));
  try {
    const own = ownBundle(value);
    if (!own) return textOf(value);
    if (isThenable(own.made)) return own.made.then((made) => complete(value, made)).catch(failed);
    return complete(value, own.made);
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

/** A value whose own display failed is still shown, with the reason below. */
function withNote(value: unknown, note: string): Bundle {
  return { 'text/plain': `${plain(value)}\n[the value's own display failed: ${note}]` };
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

/** What the value makes of itself; undefined if it has no way to. */
function ownBundle(value: unknown): { made: unknown } | undefined {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
  const methods = methodsOf(value);
  const whole = methods[displaySymbol] ?? methods._toMime;
  if (whole) return { made: whole.call(value) };
  for (const [method, mime] of single) {
    const made = methods[method]?.call(value);
    if (typeof made === 'string') return { made: { [mime]: made } };
  }
  return undefined;
}

function complete(value: unknown, made: unknown): Bundle {
  if (typeof made !== 'object' || made === null || Array.isArray(made)) {
    return withNote(
      value,
      `it must give an object by MIME type, such as { 'text/html': '<b>1</b>' }, not ${kindOf(made)}`,
    );
  }
  const { bundle, problems } = normalize(made);
  const note = problems.join('; ');
  if (Object.keys(bundle).length === 0) return withNote(value, note || 'it gave no representation');
  bundle['text/plain'] ??= note === '' ? plain(value) : withNote(value, note)['text/plain'];
  return bundle;
}

function textOf(value: unknown): Bundle | Promise<Bundle> {
  if (isTensor(value)) return tensorBundle(value);
  return { 'text/plain': plain(value) };
}

/** Some backends, such as WebGPU, give values only to those who wait. */
function tensorBundle(tensor: TensorLike): Bundle | Promise<Bundle> {
  try {
    return { 'text/plain': tensorText(tensor) };
  } catch (error) {
    if (typeof tensor.data !== 'function') throw error;
    return tensor.data().then((values) => ({ 'text/plain': `${titleOf(tensor)}\n${plain(values)}` }));
  }
}
