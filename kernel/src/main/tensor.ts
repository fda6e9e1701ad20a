import { inspect, types } from 'node:util';
import { native } from './native';

/** What TensorFlow.js's tensors and variables have in common. */
export interface TensorLike {
  readonly shape: number[];
  readonly dtype?: string;
  readonly isDisposed?: boolean;
  readonly trainable?: boolean;
  dataSync(): unknown;
  data?(): Promise<unknown>;
}

export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const tensor = value as Partial<TensorLike>;
  return typeof tensor.dataSync === 'function' && Array.isArray(tensor.shape);
}

/** Type, shape and values of a tensor; throws if its backend cannot give the values at once. */
export function tensorText(tensor: TensorLike): string {
  const title = titleOf(tensor);
  if (tensor.isDisposed) return `${title} (disposed: its values are gone)`;
  // TensorFlow.js leaves out the middle of long dimensions itself.
  return String(tensor).replace(/^Tensor(?=\n)/, title);
}

export function titleOf({ shape, dtype, trainable }: TensorLike): string {
  const kind = trainable === undefined ? 'Tensor' : 'Variable';
  return `${kind} ${dtype ?? ''} [${shape.join(', ')}]`.replace('  ', ' ');
}

/**
 * Runs `print` with the tensors inside a larger value printed as `tensorText` does it. Their class is as before
 * afterwards: what a cell logs looks as it does in Node.
 */
export function printingTensors(tensors: Iterable<TensorLike>, print: () => string): string {
  const classes = new native.Set<object>();
  for (const tensor of tensors) {
    const owner = ownerOfData(tensor);
    if (owner && !Object.hasOwn(owner, inspect.custom)) classes.add(owner);
  }
  for (const owner of classes) {
    Object.defineProperty(owner, inspect.custom, { value: nestedText, configurable: true });
  }
  try {
    return print();
  } finally {
    for (const owner of classes) Reflect.deleteProperty(owner, inspect.custom);
  }
}

/** The prototype that a tensor has its methods from; subclasses, such as variables, share it. */
function ownerOfData(tensor: TensorLike): object | undefined {
  let owner: object | null = Object.getPrototypeOf(tensor);
  while (owner && !Object.hasOwn(owner, 'dataSync')) owner = Object.getPrototypeOf(owner);
  return owner ?? undefined;
}

function nestedText(this: TensorLike): string {
  try {
    return tensorText(this);
  } catch {
    return titleOf(this);
  }
}
