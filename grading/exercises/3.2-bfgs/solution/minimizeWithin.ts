function minimizeWithin(f: Objective, grad: Gradient, start: Vector, budget: number): Vector {
  // ### BEGIN SOLUTION
  let theta = [...start];
  let value = f([...theta]);
  let g = grad([...theta]);
  let H: Matrix = start.map((_, i) => start.map((_, j) => (i === j ? 1 : 0)));
  let scaled = false;
  const size = (v: Vector) => Math.max(...v.map(Math.abs));
  const small = 1e-7 * size(g);
  for (let used = 1; used < budget && size(g) > small; used++) {
    let p = times(H, g).map((part) => -part);
    if (!(dot(p, g) < 0)) p = g.map((part) => -part);
    const slope = dot(p, g);
    // The first direction knows no scale: a step of a length of about 1 is tried.
    let alpha = scaled ? 1 : 1 / size(g);
    const at = (step: number) => theta.map((part, i) => part + step * p[i]);
    let reached = f(at(alpha));
    if (reached <= value + 1e-4 * alpha * slope) {
      // As long as f goes on falling, the slope may not have risen yet.
      for (let far = f(at(2 * alpha)); far < reached && alpha < 1e3; far = f(at(2 * alpha))) {
        alpha *= 2;
        reached = far;
      }
    } else {
      for (let tried = 0; tried < 15 && !(reached <= value + 1e-4 * alpha * slope); tried++) {
        alpha /= 3;
        reached = f(at(alpha));
      }
    }
    const next = at(alpha);
    if (!(reached < value)) break;
    const after = grad([...next]);
    const s = next.map((part, i) => part - theta[i]);
    const y = after.map((part, i) => part - g[i]);
    const sy = dot(s, y);
    if (sy > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y))) {
      if (!scaled) H = H.map((row) => row.map((h) => (h * sy) / dot(y, y)));
      scaled = true;
      const Hy = times(H, y);
      const c = (1 + dot(y, Hy) / sy) / sy;
      H = H.map((row, i) =>
        row.map((h, j) => h - (Hy[i] * s[j] + s[i] * Hy[j]) / sy + c * s[i] * s[j]),
      );
    }
    theta = next;
    value = reached;
    g = after;
  }
  return theta;
  // ### END SOLUTION
}
