function correctedAverage(gradients: Vector, beta: number): Vector {
  let m = 0;
  return gradients.map((g, i) => {
    m = (1 - beta) * m + beta * g;
    return m / (1 - beta ** (i + 1));
  });
}
