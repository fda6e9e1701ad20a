function dampedChange(B: Matrix, s: Vector, y: Vector): Vector {
  const Bs = times(B, s),
    a = dot(s, Bs),
    b = dot(s, y);
  if (b >= a / 4) return y;
  const t = (0.75 * a) / (a - b);
  return y.map((v, i) => t * v + (1 - t) * Bs[i]);
}
