function acceptedSteps(
  slope: number,
  curvature: number,
  c1: number,
  c2: number,
): [shortest: number, longest: number] | null {
  if (curvature <= 0) return null;
  const bottom = -slope;
  const low = (1 - c2) * bottom;
  const high = Math.min(2 * (1 - c1), 1 + c2) * bottom;
  return low <= high ? [low, high] : null;
}
