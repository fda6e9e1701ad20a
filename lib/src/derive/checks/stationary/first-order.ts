import { short } from '../report';
import { sizeOf } from './derivatives';
import type { Findings } from './findings';

/** Whether the slope is zero along the directions that the bounds leave free, beyond what its error explains. */
export function firstOrder(findings: Findings): {
  excess: number;
  text: string;
  wrong?: string;
  unclear?: string;
} {
  const { here, x, gradient, byDifferences, isGiven, sides, hessian, tolerance, limits } = findings;
  const nothing = { excess: Number.POSITIVE_INFINITY, text: '' };
  if (sides.infeasible !== undefined) {
    const i = sides.infeasible;
    return {
      ...nothing,
      wrong: `coordinate ${i}, ${short(x[i])}, is outside its bounds ${short(limits.lower[i])} and ${short(limits.upper[i])}`,
    };
  }
  if (!Number.isFinite(here)) return { ...nothing, wrong: `f is ${here} there` };
  const undefinedAt = gradient.findIndex((each) => !Number.isFinite(each));
  if (undefinedAt >= 0)
    return { ...nothing, wrong: `the gradient is ${gradient[undefinedAt]} in coordinate ${undefinedAt}` };
  const scale = Math.max(...gradient.map(Math.abs));
  const reach = new Float64Array(x.length);
  sides.free.forEach((i, a) => {
    const row = hessian.rows[a] ?? [];
    reach[i] = sides.free.reduce((sum, j, b) => sum + Math.abs(row[b]) * sizeOf(x[j]), 0);
  });
  if (isGiven) {
    const { values, errors } = byDifferences;
    const astray = gradient.findIndex((each, i) => {
      const off = Math.abs(each - values[i]);
      return (
        off >
          30 * errors[i] +
            tolerance * reach[i] +
            1e-6 * Math.max(Math.abs(each), Math.abs(values[i]), 1e-3 * scale) && Number.isFinite(off)
      );
    });
    if (astray >= 0) {
      return {
        ...nothing,
        wrong: `grad is not the gradient of f: in coordinate ${astray} it gives ${short(gradient[astray])}, differences of f ${short(values[astray])}`,
      };
    }
  }
  const [inward] = sides.inward;
  if (inward !== undefined) {
    return {
      ...nothing,
      wrong: `in coordinate ${inward}, at its ${sides.names[inward]} bound, the gradient is ${short(gradient[inward])}: f is better inside the box`,
    };
  }
  let worst = { share: 0, i: -1 };
  let vague = { share: 0, i: -1 };
  sides.free.forEach((i) => {
    const accepted = tolerance * reach[i];
    const error = isGiven ? roundingOf(gradient[i], here) : byDifferences.errors[i];
    const size = Math.abs(gradient[i]);
    if (size === 0 && error < Infinity) return;
    const share = size / (accepted + 10 * error);
    if (!(share <= worst.share)) worst = { share, i };
    // An error that hides a slope of a thousandth of the curvature decides nothing.
    if (!(error <= Math.max(1e3 * accepted, 1e-9 * Math.max(Math.abs(here), 1)))) vague = { share: error, i };
  });
  const { share: excess, i } = worst;
  if (i >= 0 && !(excess <= 1)) {
    return {
      excess,
      text: '',
      wrong: `the gradient is ${short(gradient[i])} in coordinate ${i}, ${short(excess)} times what rounding of x explains`,
    };
  }
  if (vague.i >= 0) {
    return {
      excess,
      text: '',
      unclear: `differences know the gradient in coordinate ${vague.i} to ${short(vague.share)} only; give grad`,
    };
  }
  const held = sides.names.filter((name) => name !== 'free').length;
  const zero = sides.free.length > 0 ? 'the gradient is zero to rounding' : 'no coordinate is free';
  return {
    excess,
    text:
      held > 0
        ? `${zero}, ${held} of ${x.length} coordinates are held by a bound with a multiplier of the right sign`
        : zero,
  };
}

/** What the evaluation of a gradient may leave where it should be zero. */
const roundingOf = (gradient: number, here: number) =>
  2 ** -52 * Math.min(Math.abs(here), 1) + 2 ** -52 * Math.abs(gradient);
