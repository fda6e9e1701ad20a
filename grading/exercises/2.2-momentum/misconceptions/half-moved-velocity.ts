function rollDown(
  grad: Gradient,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
): Vector[] {
  const path: Vector[] = [[...start]];
  const velocity = start.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const theta = [...path[step]];
    const before = [...velocity];
    for (let i = 0; i < theta.length; i++) {
      const place = ahead ? theta.map((value, j) => value - eta * beta * before[j]) : theta;
      velocity[i] = beta * velocity[i] + grad([...place])[i];
      theta[i] -= eta * velocity[i];
    }
    path.push(theta);
  }
  return path;
}
