function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  const radii = curvatures.map((lambda) => {
    const sum = 1 + beta - eta * lambda;
    const discriminant = sum ** 2 - 4 * beta;
    if (discriminant < 0) return Math.abs(sum) / 2;
    return (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
  });
  return Math.max(...radii);
}
