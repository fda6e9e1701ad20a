function bfgsPath(grad: Gradient, start: Vector, lengths: Vector): Vector[] {
  const path: Vector[] = [[...start]];
  let H: Matrix = start.map((_, i) => start.map((_, j) => (i === j ? 1 : 0)));
  let g = grad([...start]);
  for (const alpha of lengths) {
    const theta = path[path.length - 1];
    const p = times(H, g).map((value) => -value);
    const s = p.map((value) => alpha * value);
    const next = theta.map((value, i) => value + s[i]);
    const after = grad([...next]);
    const y = after.map((value, i) => value - g[i]);
    if (!(dot(s, y) < 0)) {
      const rho = 1 / dot(s, y);
      const Hy = times(H, y);
      const c = rho * (1 + rho * dot(y, Hy));
      H = H.map((row, i) =>
        row.map((h, j) => h - rho * (Hy[i] * s[j] + s[i] * Hy[j]) + c * s[i] * s[j]),
      );
    }
    path.push(next);
    g = after;
  }
  return path;
}
