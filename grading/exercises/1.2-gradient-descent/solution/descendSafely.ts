function descendSafely(f: Objective, grad: Gradient, start: Vector, steps: number): Vector[] {
  // ### BEGIN SOLUTION
  const path: Vector[] = [[...start]];
  let value = f(start);
  let eta = 1;
  for (let step = 0; step < steps; step++) {
    const theta = path[path.length - 1];
    const g = grad(theta);
    const slope = dot(g, g);
    if (slope === 0) break;
    let next = theta.map((t, i) => t - eta * g[i]);
    while (eta > 0 && !(f(next) <= value - 0.5 * eta * slope)) {
      eta /= 2;
      next = theta.map((t, i) => t - eta * g[i]);
    }
    if (eta === 0) break;
    path.push(next);
    value = f(next);
    eta *= 2;
  }
  return path;
  // ### END SOLUTION
}
