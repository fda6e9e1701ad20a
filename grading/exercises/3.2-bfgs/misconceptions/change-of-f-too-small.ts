function minimizeWithin(f: Objective, grad: Gradient, start: Vector, budget: number): Vector {
  let x = [...start],
    g = grad(x);
  let H: Matrix = x.map((_, i) => x.map((_, j) => (i === j ? 1 : 0)));
  let first = true;
  for (let k = 1; k < budget; k++) {
    let d = times(H, g).map((v) => -v);
    if (dot(d, g) >= 0) d = g.map((v) => -v);
    let a = first ? 1 / Math.hypot(...g) : 1;
    const fx = f(x);
    const m = dot(d, g);
    while (a > 1e-4 && f(x.map((v, i) => v + a * d[i])) > fx + 1e-4 * a * m) a /= 2;
    const xn = x.map((v, i) => v + a * d[i]),
      gn = grad(xn),
      s = xn.map((v, i) => v - x[i]),
      y = gn.map((v, i) => v - g[i]),
      sy = dot(s, y);
    if (sy > 0) {
      if (first) H = H.map((r) => r.map((h) => (h * sy) / dot(y, y)));
      first = false;
      const Hy = times(H, y),
        c = (1 + dot(y, Hy) / sy) / sy;
      H = H.map((r, i) =>
        r.map((h, j) => h - (Hy[i] * s[j] + s[i] * Hy[j]) / sy + c * s[i] * s[j]),
      );
    }
    const done = Math.abs(f(xn) - fx) < 1e-10;
    x = xn;
    g = gn;
    if (done) break;
  }
  return x;
}
