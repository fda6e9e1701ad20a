function slowestFactor(curvatures: Vector, eta: number, beta: number): number {
  curvatures.sort((a, b) => a - b);
  const r = [curvatures[0], curvatures[curvatures.length - 1]].map((c) => {
    const T = 1 + beta - eta * c;
    const d = T * T - 4 * beta;
    return d < 0 ? Math.sqrt(beta) : (Math.abs(T) + Math.sqrt(d)) / 2;
  });
  return Math.max(...r);
}
