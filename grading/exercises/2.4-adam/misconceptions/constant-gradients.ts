function worstGradients(b1: number, b2: number, t: number): Vector {
  return new Array<number>(t).fill(1);
}
