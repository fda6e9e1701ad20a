function smallestFailure(left: Side, right: Side, most: number): [a: number, b: number] | null {
  const differs = (l: number, r: number) => {
    if (!Number.isFinite(l) || !Number.isFinite(r)) return true;
    return Math.abs(l - r) > 1e-9 * Math.max(1, Math.abs(l), Math.abs(r));
  };
  let best: [number, number] | null = null;
  const size = ([a, b]: [number, number]) => Math.abs(a) + Math.abs(b);
  for (let a = most - 1; a >= -most; a--) {
    for (let b = most - 1; b >= -most; b--) {
      if (best && size([a, b]) >= size(best)) continue;
      if (differs(left(a, b), right(a, b))) best = [a, b];
    }
  }
  return best;
}
