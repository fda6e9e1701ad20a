function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  const x = normals(size, 1);
  const g = grad(x);
  const length = Math.sqrt(dot(g, g));
  return g.every((slope, j) => {
    const at = (by: number) => f(x.map((value, i) => (i === j ? value + by : value)));
    return Math.abs(slope - (at(1e-5) - at(-1e-5)) / 2e-5) <= 1e-6 * length;
  });
}
