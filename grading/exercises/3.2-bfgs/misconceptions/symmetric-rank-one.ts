function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (dot(s, y) <= 0) return H.map((r) => [...r]);
  const Hy = times(H, y),
    u = s.map((v, i) => v - Hy[i]),
    d = dot(u, y);
  return H.map((row, i) => row.map((h, j) => h + (u[i] * u[j]) / d));
}
