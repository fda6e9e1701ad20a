function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  const x = normals(size, 1);
  const g = grad(x);
  for (let k = 0; k < 15; k++) {
    const u = normals(size, k + 2);
    const at = (by: number) => f(x.map((value, j) => value + by * u[j]));
    if (Math.sign(at(1e-6) - at(-1e-6)) !== Math.sign(dot(g, u))) return false;
  }
  return true;
}
