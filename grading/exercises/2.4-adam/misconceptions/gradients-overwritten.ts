function correctedAverage(gradients: Vector, beta: number): Vector {
  let m = 0;
  for (let i = 0; i < gradients.length; i++) {
    m = beta * m + (1 - beta) * gradients[i];
    gradients[i] = m / (1 - beta ** (i + 1));
  }
  return gradients;
}
