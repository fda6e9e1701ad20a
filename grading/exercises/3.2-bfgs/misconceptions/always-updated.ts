function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  const rho = 1 / dot(s, y);
  const Hy = times(H, y);
  const c = rho * (1 + rho * dot(y, Hy));
  return H.map((row, i) =>
    row.map((h, j) => h - rho * (Hy[i] * s[j] + s[i] * Hy[j]) + c * s[i] * s[j]),
  );
}
