function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
  const path: Vector[] = [[...start]];
  for (let step = 0; step < steps; step++) {
    const theta = path[path.length - 1];
    const g = grad(theta);
    path.push(theta.map((t, i) => t - 0.01 * g[i]));
  }
  return path;
}
