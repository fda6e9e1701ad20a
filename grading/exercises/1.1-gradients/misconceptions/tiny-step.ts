function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  for (let k = 0; k < 4; k++) {
    const x = normals(size, 2 * k + 1);
    const u = normals(size, 2 * k + 2);
    const h = 1e-15;
    const at = (by: number) => f(x.map((value, j) => value + by * u[j]));
    const g = grad(x);
    const length = Math.sqrt(dot(g, g));
    if (!(Math.abs(dot(g, u) - (at(h) - at(-h)) / (2 * h)) <= 1e-4 * length)) return false;
  }
  return true;
}
