function bfgsPath(grad: Gradient, start: Vector, lengths: Vector): Vector[] {
  let x = [...start],
    g = grad(x);
  const path = [x];
  let H: Matrix = x.map((_, i) => x.map((_, j) => (i === j ? 1 : 0)));
  for (const a of lengths) {
    const d = times(H, g);
    const s = d.map((v) => -a * v);
    x = x.map((v, i) => v + s[i]);
    const after = grad(x);
    const y = after.map((v, i) => v - g[i]);
    const sy = dot(s, y);
    if (sy !== 0) {
      const Hy = times(H, y),
        c = (1 + dot(y, Hy) / sy) / sy;
      H = H.map((r, i) =>
        r.map((h, j) => h - (Hy[i] * s[j] + s[i] * Hy[j]) / sy + c * s[i] * s[j]),
      );
    }
    g = after;
    path.push(x);
  }
  return path;
}
