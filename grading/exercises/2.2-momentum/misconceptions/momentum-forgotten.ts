function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  const radii = curvatures.map((lambda) => Math.abs(1 - eta * lambda));
  return beta < 1 ? Math.max(...radii) : Number.POSITIVE_INFINITY;
}
