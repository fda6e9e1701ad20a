/** A point, a gradient or a direction. */
type Vector = number[];
/** The inner product of two vectors. */
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
/** Numbers from the standard normal distribution, the same ones for the same seed. */
function normals(count: number, seed: number): Vector {
  let state = Math.imul(seed, 2654435761) ^ 0x2545f491 || 1;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  });
}
