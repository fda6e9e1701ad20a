function dampedNewton(
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  hess: (x: Vector) => Vector[],
  start: Vector,
  steps: number,
): Vector[] {
  const path: Vector[] = [[...start]];
  for (let step = 0; step < steps; step++) {
    const x = path[step];
    const g = grad([...x]);
    const d = solve(hess([...x]), g).map((value) => -value);
    const before = f([...x]);
    const at = (a: number) => x.map((value, i) => value + a * d[i]);
    let a = 1;
    while (f(at(a)) > before) a /= 2;
    path.push(at(a));
  }
  return path;
}
