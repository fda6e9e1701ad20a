function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (!(dot(s, y) > 0)) return H.map((row) => [...row]);
  const rho = 1 / dot(s, y);
  const Hy = times(H, y);
  return H.map((row, i) => row.map((h, j) => h - (Hy[i] * Hy[j]) / dot(y, Hy) + rho * s[i] * s[j]));
}
