function dampedChange(B: Matrix, s: Vector, y: Vector): Vector {
  const Bs = times(B, s),
    a = dot(s, Bs),
    b = dot(s, y);
  if (b >= a / 5) return y;
  const t = (a / 5 - b) / a;
  return y.map((v, i) => v + t * Bs[i]);
}
