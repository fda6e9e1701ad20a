function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const theta = [...start];
  const path: Vector[] = [theta];
  const velocity = start.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const place = ahead ? theta.map((value, i) => value - eta * beta * velocity[i]) : theta;
    const g = grad([...place]);
    for (let i = 0; i < theta.length; i++) {
      velocity[i] = beta * velocity[i] + g[i];
      theta[i] -= eta * velocity[i];
    }
    path.push(theta);
  }
  return path;
}
