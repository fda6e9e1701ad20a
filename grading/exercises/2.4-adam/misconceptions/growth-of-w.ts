function worstGradients(b1: number, b2: number, t: number): Vector {
  return Array.from({ length: t }, (_, i) => (b1 / Math.sqrt(b2)) ** (t - 1 - i));
}
