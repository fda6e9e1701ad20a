function acceptedSteps(
  slope: number,
  curvature: number,
  c1: number,
  c2: number,
): [shortest: number, longest: number] | null {
  if (curvature <= 0) return undefined as never;
  const bottom = -slope / curvature;
  const shortest = (1 - c2) * bottom;
  const longest = Math.min(2 * (1 - c1), 1 + c2) * bottom;
  return shortest <= longest ? [shortest, longest] : (undefined as never);
}
