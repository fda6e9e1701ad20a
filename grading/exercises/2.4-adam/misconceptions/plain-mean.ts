function correctedAverage(gradients: Vector, beta: number): Vector {
  let sum = 0;
  return gradients.map((g, i) => {
    sum += g;
    return sum / (i + 1);
  });
}
