function mostPairs(n: number, bytes: number, gradientCost: number, share: number): number {
  const byMemory = bytes / (8 * 2 * n);
  const byWork = ((share * gradientCost) / n - 1) / 4;
  return Math.max(0, Math.min(byMemory, byWork));
}
