function memoryNeeded(C: number): number {
  const move = (b2: number): number => {
    let v = 0;
    let x = 0;
    for (let k = 0; k < 40 / (1 - b2); k++) {
      x = 0;
      for (const g of [C, -1, -1]) {
        v = b2 * v + (1 - b2) * g * g;
        x -= g / v;
      }
    }
    return x;
  };
  let [low, high] = [1e-6, 1 - 1e-4];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (move(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
