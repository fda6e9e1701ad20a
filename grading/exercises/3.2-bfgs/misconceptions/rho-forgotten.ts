function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (dot(s, y) <= 0) return H.map((r) => [...r]);
  const rho = 1 / dot(s, y),
    Hy = times(H, y),
    c = rho * (1 + dot(y, Hy));
  return H.map((row, i) =>
    row.map((h, j) => h - rho * (Hy[i] * s[j] + s[i] * Hy[j]) + c * s[i] * s[j]),
  );
}
