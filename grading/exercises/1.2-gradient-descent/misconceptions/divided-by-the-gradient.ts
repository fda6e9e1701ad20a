function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
  const path: Vector[] = [[...start]];
  let eta = 1;
  for (let step = 0; step < steps; step++) {
    const theta = path[path.length - 1];
    const value = f(theta);
    const g = grad(theta);
    const length = Math.hypot(...g);
    const at = (rate: number) => theta.map((t, i) => t - (rate * g[i]) / length);
    let next = at(eta);
    for (let k = 0; k < 60 && !(f(next) < value); k++) {
      eta /= 2;
      next = at(eta);
    }
    path.push(next);
    eta *= 4;
  }
  return path;
}
