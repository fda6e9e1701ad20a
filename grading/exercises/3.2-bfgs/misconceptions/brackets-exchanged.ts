function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (!(dot(s, y) > 0)) return H.map((row) => [...row]);
  const rho = 1 / dot(s, y);
  const Hs = times(H, s);
  const c = rho * rho * dot(s, Hs);
  return H.map((row, i) =>
    row.map(
      (h, j) => h - rho * (Hs[i] * y[j] + y[i] * Hs[j]) + c * y[i] * y[j] + rho * s[i] * s[j],
    ),
  );
}
