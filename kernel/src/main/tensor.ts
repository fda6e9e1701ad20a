import { types } from 'node:util';

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
