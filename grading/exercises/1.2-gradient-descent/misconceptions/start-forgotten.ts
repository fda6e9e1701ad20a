function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
  const path: Vector[] = [[...start]];
  let eta = 1;
  for (let step = 0; step < steps; step++) {
    const theta = path[path.length - 1];
    const value = f(theta);
    const g = grad(theta);
    const at = (rate: number) => theta.map((t, i) => t - rate * g[i]);

    let next = at(eta);
    while (!(f(next) <= value - 0.5 * eta * dot(g, g))) {
      eta /= 2;
      next = at(eta);
    }
    path.push(next);
    eta *= 2;
  }
  return path.slice(1);
}
