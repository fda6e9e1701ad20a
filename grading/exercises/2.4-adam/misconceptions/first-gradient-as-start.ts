function correctedAverage(gradients: Vector, beta: number): Vector {
  let m = gradients[0];
  return gradients.map((g, i) => {
    if (i > 0) m = beta * m + (1 - beta) * g;
    return m;
  });
}
