function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  const g: Vector = [];
  for (let j = 0; j < x.length; j++) {
    const step = h * Math.max(1, Math.abs(x[j]));
    x[j] += step;
    const up = f(x);
    x[j] -= 2 * step;
    const down = f(x);
    x[j] += step;
    g.push((up - down) / (2 * step));
  }
  return g;
}
