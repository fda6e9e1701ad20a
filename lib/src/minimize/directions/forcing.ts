/** How exactly the first system is solved, and the least exact of all. */
const LEAST_EXACT = 0.3;

/** The factor and the exponent of the second choice of Eisenstat and Walker. */
const [GAMMA, ALPHA] = [0.9, 2];

/**
 * How exactly to solve the Newton system H d = -g at the next point: |H d + g| <= eta |g|.
 *
 * eta = 0.9 (|g| / |g before|)^2, at most 0.3. Far from the minimizer a rough direction is as good as an exact one; near
 * it eta falls so fast that convergence is quadratic. It does not depend on the units of f. The paper's safeguard, that
 * eta must not fall at once while 0.9 eta^2 is above 0.1, never applies to an eta that small.
 *
 * @returns eta from the length of the gradient, one call an iteration
 * @see Eisenstat & Walker, "Choosing the forcing terms in an inexact Newton method", SIAM J. Sci. Comput. 17(1), 1996
 */
export function eisenstatWalker(): (gradientNorm: number) => number {
  let before: number | undefined;
  return (gradientNorm) => {
    const eta =
      before === undefined ? LEAST_EXACT : Math.min(GAMMA * (gradientNorm / before) ** ALPHA, LEAST_EXACT);
    before = gradientNorm;
    return eta;
  };
}
