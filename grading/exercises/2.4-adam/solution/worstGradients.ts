function worstGradients(b1: number, b2: number, t: number): Vector {
  // ### BEGIN SOLUTION
  return Array.from({ length: t }, (_, i) => (b1 / b2) ** (t - 1 - i));
  // ### END SOLUTION
}
