/** Numbers in [0, 1) that are the same in every run. */
export function seeded(state: number): () => number {
  let value = state;
  return () => {
    value = (Math.imul(value, 1103515245) + 12345) & 0x7fffffff;
    return value / 0x80000000;
  };
}
