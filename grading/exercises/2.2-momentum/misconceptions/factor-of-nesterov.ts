function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  return Math.max(
    ...curvatures.map((c) => {
      const s = 1 - eta * c;
      const T = (1 + beta) * s;
      const p = beta * s;
      const d = T * T - 4 * p;
      return d < 0 ? Math.sqrt(p) : (Math.abs(T) + Math.sqrt(d)) / 2;
    }),
  );
}
