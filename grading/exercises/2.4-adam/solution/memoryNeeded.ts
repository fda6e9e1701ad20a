function memoryNeeded(C: number): number {
  // ### BEGIN SOLUTION
  const goesUp = (b2: number): boolean => {
    const scale = 1 / (1 + b2 + b2 ** 2);
    const afterC = scale * (C ** 2 + b2 + b2 ** 2);
    const afterFirst = scale * (1 + b2 * C ** 2 + b2 ** 2);
    const afterSecond = scale * (1 + b2 + b2 ** 2 * C ** 2);
    return 1 / Math.sqrt(afterFirst) + 1 / Math.sqrt(afterSecond) > C / Math.sqrt(afterC);
  };
  let [low, high] = [0, 1];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (goesUp(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
  // ### END SOLUTION
}
