function inverseUpdate(H: Matrix, s: Vector, y: Vector): Matrix {
  if (!(dot(s, y) > 0)) return H.map((row) => [...row]);
  const Hs = times(H, s);
  return H.map((row, i) =>
    row.map((h, j) => h - (Hs[i] * Hs[j]) / dot(s, Hs) + (y[i] * y[j]) / dot(s, y)),
  );
}
