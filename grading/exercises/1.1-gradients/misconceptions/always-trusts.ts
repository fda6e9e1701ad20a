function trustGradient(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  size: number,
): boolean {
  return true;
}
