function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  return x.map((value, j) => {
    const step = h * Math.max(1, Math.abs(value));
    x[j] += step;
    const up = f(x);
    x[j] -= 2 * step;
    return (up - f(x)) / (2 * step);
  });
}
