function memoryNeeded(C: number): number {
  let [a, b] = [0, 1];
  for (let k = 0; k < 10; k++) {
    const x = (a + b) / 2;
    const v = (C * C + x + x * x) / (1 + x + x * x),
      w = x * v + 1 - x,
      u = x * w + 1 - x;
    if (1 / Math.sqrt(w) + 1 / Math.sqrt(u) > C / Math.sqrt(v)) a = x;
    else b = x;
  }
  return (a + b) / 2;
}
