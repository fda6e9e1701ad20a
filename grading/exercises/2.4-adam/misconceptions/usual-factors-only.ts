function worstGradients(b1: number, b2: number, t: number): Vector {
  return Array.from({ length: t }, (_, i) => (0.9 / 0.999) ** (t - 1 - i));
}
