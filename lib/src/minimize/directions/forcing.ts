/** How exact the first system is solved, and the least exact of all. */
const LEAST_EXACT = 0.5;

/** The factor and the exponent of the second choice of Eisenstat and Walker. */
const [GAMMA, ALPHA] = [0.9, 2];

/**
 * How exactly to solve the Newton system H d = -g at the next point: |H d + g| <= eta |g|.
 *
 * eta = 0.9 (|g| / |g before|)^2, at most 1/2, and not much smaller than before as long as it is still large. Far from
 * the minimizer a rough direction is as good as an exact one; near it eta falls so fast that convergence is quadratic.
 * It does not depend on the units of f.
 *
 * @returns eta from the length of the gradient, one call an iteration
 * @see Eisenstat & Walker, "Choosing the forcing terms in an inexact Newton method", SIAM J. Sci. Comput. 17(1), 1996
 */
export function eisenstatWalker(): (gradientNorm: number) => number {
  let before: { eta: number; gradientNorm: number } | undefined;
  return (gradientNorm) => {
    let eta = LEAST_EXACT;
    if (before) {
      const least = GAMMA * before.eta ** ALPHA;
      eta = GAMMA * (gradientNorm / before.gradientNorm) ** ALPHA;
      // One lucky step does not mean that the quadratic model holds.
      if (least > 0.1) eta = Math.max(eta, least);
      eta = Math.min(eta, LEAST_EXACT);
    }
    before = { eta, gradientNorm };
    return eta;
  };
}
