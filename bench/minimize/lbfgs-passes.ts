import { webAssembly } from 'optlab';
import { bandwidthKernel } from '../support/bandwidth';

/** A pass over memory: the vectors that it reads, and those that it writes. */
interface Pass {
  reads: readonly string[];
  writes: readonly string[];
}

/** How often the two loops and the learning of a pair must go through memory, with m pairs. */
export function vectorPasses(m: number): Pass[] {
  const passes: Pass[] = [{ reads: ['g1', `s${m - 1}`], writes: ['d'] }];
  // Each pass subtracts a multiple of one vector from d and takes the inner product that comes next.
  for (let k = m - 1; k > 0; k--) passes.push({ reads: ['d', `y${k}`, `s${k - 1}`], writes: ['d'] });
  passes.push({ reads: ['d', 'y0'], writes: ['d'] });
  for (let k = 0; k < m - 1; k++) passes.push({ reads: ['d', `s${k}`, `y${k + 1}`], writes: ['d'] });
  passes.push({ reads: ['d', `s${m - 1}`], writes: ['d'] });
  passes.push({ reads: ['x0', 'x1', 'g0', 'g1'], writes: ['s0', 'y0'] });
  return passes;
}

/** What an iteration does beside these: the slope, the step, the slope there and the size of the gradient. */
export const otherPasses: readonly Pass[] = [
  { reads: ['g0', 'd'], writes: [] },
  { reads: ['x0', 'd'], writes: ['x1'] },
  { reads: ['g1', 'd'], writes: [] },
  { reads: ['g1'], writes: [] },
];

/** How many vectors are read and written. */
export const countOf = (passes: readonly Pass[]): number =>
  passes.reduce((sum, { reads, writes }) => sum + reads.length + writes.length, 0);

/** Makes a function that moves the vectors of passes, of n numbers each, without arithmetic. */
export function mover(n: number, m: number): (passes: readonly Pass[]) => void {
  if (!webAssembly) throw new Error('this engine has no WebAssembly');
  const pairs = Array.from({ length: m }, (_, k) => [`s${k}`, `y${k}`]).flat();
  const names = [...pairs, 'd', 'x0', 'x1', 'g0', 'g1'];
  const stride = Math.ceil((8 * n) / 64) * 64 + 64;
  const memory = new webAssembly.Memory({ initial: Math.ceil((names.length * stride) / 65536) });
  // Memory that was never written has no pages of its own yet.
  new Float64Array(memory.buffer as ArrayBuffer).fill(1);
  const kernels = new Map<string, (length: number, ...offsets: number[]) => void>();
  return (passes) => {
    for (const { reads, writes } of passes) {
      const arrays = [...new Set([...reads, ...writes])];
      const places = arrays.map((name) => names.indexOf(name) * stride);
      const shape = `${arrays.length} ${writes.map((name) => arrays.indexOf(name))}`;
      const slots = arrays.map((_, i) => String(i));
      const kernel =
        kernels.get(shape) ??
        bandwidthKernel(
          memory,
          slots,
          writes.map((name) => slots[arrays.indexOf(name)]),
        );
      kernels.set(shape, kernel);
      kernel(2 * n, ...places);
    }
  };
}
