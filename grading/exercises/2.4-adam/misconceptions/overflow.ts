function worstGradients(b1: number, b2: number, t: number): Vector {
  return Array.from({ length: t }, (_, i) => (b2 / b1) ** i);
}
