function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  for (let k = 0; k < 8; k++) {
    const x = normals(size, k + 1);
    const g = grad(x);
    const length = Math.sqrt(dot(g, g));
    const at = (by: number) => f(x.map((value, j) => value + (by * g[j]) / length));
    if (!(Math.abs((at(1e-5) - at(-1e-5)) / 2e-5 - length) <= 1e-4 * length)) return false;
  }
  return true;
}
