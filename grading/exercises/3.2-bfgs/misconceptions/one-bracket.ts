function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (dot(s, y) <= 0) return H.map((r) => [...r]);
  const rho = 1 / dot(s, y),
    yH = times(H, y);
  return H.map((row, i) => row.map((h, j) => h - rho * s[i] * yH[j] + rho * s[i] * s[j]));
}
