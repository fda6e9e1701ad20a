function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
  return Array.from({ length: steps + 1 }, () => [...start]);
}
