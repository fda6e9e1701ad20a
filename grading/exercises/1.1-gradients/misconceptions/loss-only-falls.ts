function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  for (let k = 0; k < 4; k++) {
    const x = normals(size, 2 * k + 1);
    const g = grad(x);
    const h = 1e-5 / Math.sqrt(dot(g, g));
    if (!(f(x.map((value, j) => value - h * g[j])) < f(x))) return false;
  }
  return true;
}
