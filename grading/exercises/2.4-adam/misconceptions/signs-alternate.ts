function worstGradients(b1: number, b2: number, t: number): Vector {
  return Array.from({ length: t }, (_, i) => (-1) ** i * (b1 / b2) ** (t - 1 - i));
}
