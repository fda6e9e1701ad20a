function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  return Math.max(
    ...curvatures.map((c) => {
      const T = 1 - beta - eta * c;
      const d = T * T - 4 * beta;
      return d < 0 ? Math.sqrt(beta) : (Math.abs(T) + Math.sqrt(d)) / 2;
    }),
  );
}
