function correctedAverage(gradients: Vector, beta: number): Vector {
  let m = 0;
  return gradients.map((g) => {
    m = beta * m + (1 - beta) * g;
    return m / (1 - beta ** gradients.length);
  });
}
