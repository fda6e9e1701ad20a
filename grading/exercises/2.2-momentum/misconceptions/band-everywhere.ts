function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  return Math.sqrt(beta);
}
