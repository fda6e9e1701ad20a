function descendWithin(
  value: (theta: Vector) => number,
  grad: (theta: Vector) => Vector,
  start: Vector,
  m: number,
  gradients: number,
): { x: Vector; fun: number } {
  const dot = (a: Vector, b: Vector) => a.reduce((sum, each, i) => sum + each * b[i], 0);
  const plus = (a: Vector, factor: number, b: Vector) => a.map((each, i) => each + factor * b[i]);
  let pairs: Pair[] = [];
  const direction = (g: Vector): Vector => {
    let r = g;
    const alphas: Vector = [];
    for (let k = pairs.length - 1; k >= 0; k--) {
      const { s, y } = pairs[k];
      alphas[k] = dot(s, r) / dot(s, y);
      r = plus(r, -alphas[k], y);
    }
    const last = pairs[pairs.length - 1];
    const gamma = last ? dot(last.s, last.y) / dot(last.y, last.y) : 1 / Math.sqrt(dot(g, g));
    r = r.map((each) => gamma * each);
    pairs.forEach(({ s, y }, k) => {
      r = plus(r, alphas[k] - dot(y, r) / dot(s, y), s);
    });
    return r.map((each) => -each);
  };
  let theta = [...start];
  let g = grad([...theta]);
  for (let used = 1; used < gradients && dot(g, g) > 1e-20; used++) {
    const d = direction(g);
    const [here, slope] = [value([...theta]), dot(g, d)];
    let step = 1;
    while (step > 1e-20 && !(value(plus(theta, step, d)) <= here + 1e-4 * step * slope)) step /= 2;
    if (step <= 1e-20) break;
    const to = plus(theta, step, d);
    const next = grad([...to]);
    const [s, y] = [plus(to, -1, theta), plus(next, -1, g)];
    // A pair that says that f curves downwards would make the matrix indefinite.
    if (dot(s, y) > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y)))
      pairs = [...pairs, { s, y }].slice(-m);
    [theta, g] = [to, next];
  }
  return { x: theta, fun: value([...theta]) };
}
