/** So many vectors of n zeros, in one buffer: a small buffer takes longer to make than to use. */
export function vectors(count: number, n: number): Float64Array[] {
  const entries = new Float64Array(count * n);
  const parts: Float64Array[] = [];
  for (let k = 0; k < count; k++) parts.push(entries.subarray(k * n, (k + 1) * n));
  return parts;
}
