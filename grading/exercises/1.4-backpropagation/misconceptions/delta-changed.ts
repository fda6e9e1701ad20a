function pullBack(
  W: Matrix,
  b: Vector,
  x: Vector,
  delta: Vector,
): { W: Matrix; b: Vector; x: Vector } {
  const z = W.map((row, j) => row.reduce((sum, w, i) => sum + w * x[i], b[j]));
  for (let j = 0; j < z.length; j++) if (z[j] <= 0) delta[j] = 0;
  const passed = delta.map((d, j) => (z[j] > 0 ? d : 0));
  return {
    W: passed.map((d) => x.map((xi) => d * xi)),
    b: passed,
    x: x.map((_, i) => passed.reduce((sum, d, j) => sum + d * W[j][i], 0)),
  };
}
