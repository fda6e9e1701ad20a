function mostPairs(n: number, bytes: number, gradientCost: number, share: number): number {
  const byMemory = Math.floor(bytes / (8 * (2 * n + 1)));
  const byWork = Math.floor(((share * gradientCost) / n - 1) / 4);
  return Math.max(0, Math.min(byMemory, byWork));
}
