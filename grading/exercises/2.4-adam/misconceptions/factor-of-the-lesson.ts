function memoryNeeded(C: number): number {
  return 1 / (1 + C ** 2);
}
