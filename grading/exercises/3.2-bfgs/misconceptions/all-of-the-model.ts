function dampedChange(B: Matrix, s: Vector, y: Vector): Vector {
  const Bs = times(B, s);
  const claimed = dot(s, Bs);
  const measured = dot(s, y);
  if (measured >= claimed / 5) return [...y];
  const theta = (0.8 * claimed) / (claimed - measured);
  return y.map((value, i) => Bs[i]);
}
