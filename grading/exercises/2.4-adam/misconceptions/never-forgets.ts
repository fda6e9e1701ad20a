function memoryNeeded(C: number): number {
  return 1;
}
