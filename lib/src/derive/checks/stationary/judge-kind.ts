import type { SymmetricEigen } from '../../../linalg';
import { pointText, short } from '../report';
import type { BoundState } from './bounds';
import {
  type EstimatedMatrix,
  type EstimatedVector,
  type Limits,
  type RealFunction,
  sizeOf,
} from './derivatives';
import { curvatureAstray, probed, variation } from './probe';

/** Kinds of stationary points. */
export type StationaryKind = 'minimum' | 'maximum' | 'saddle';

/** What was computed of a point. */
export interface Findings {
  value: RealFunction;
  x: Float64Array;
  here: number;
  kind: StationaryKind;
  tolerance: number;
  semidefinite: boolean;
  gradient: Float64Array;
  byDifferences: EstimatedVector;
  isGiven: boolean;
  isHessianGiven: boolean;
  sides: BoundState;
  hessian: EstimatedMatrix;
  isKnown: boolean;
  eigen: SymmetricEigen;
  limits: Limits;
}

/** The judgement on a point. */
export interface Judgement {
  verdict: 'holds' | 'fails' | 'undecided';
  found: StationaryKind | 'degenerate' | 'not stationary';
  excess: number;
  eigenvalueError: number;
  summary: string;
}

export function judgeKind(findings: Findings): Judgement {
  const { kind, x, sides, hessian, eigen } = findings;
  const at = pointText(x);
  const eigenvalueError =
    10 * hessian.error + 1e-10 * Math.max(0, ...eigen.values.map(Math.abs)) + 1e-9 * variation(findings);
  const first = firstOrder(findings);
  const base = { excess: first.excess, eigenvalueError };
  const no = (summary: string, found: Judgement['found'] = 'not stationary') =>
    ({ ...base, verdict: 'fails', found, summary: `${at} is no ${kind}: ${summary}` }) as const;
  const unclear = (summary: string, found: Judgement['found']) =>
    ({
      ...base,
      verdict: 'undecided',
      found,
      summary: `undecided whether ${at} is a ${kind}: ${summary}`,
    }) as const;
  if (first.wrong) return no(first.wrong);
  if (first.unclear) return unclear(first.unclear, 'not stationary');
  if (!findings.isKnown) return unclear('second derivatives are not finite there', 'degenerate');
  if (hessian.asymmetry > 1e-6 * Math.max(...eigen.values.map(Math.abs), 1e-300)) {
    const what = findings.isHessianGiven
      ? 'hess is not the Hessian of f'
      : 'grad is no gradient: its Jacobian is not symmetric';
    return no(`${what}, by ${short(hessian.asymmetry)} in an entry`, 'degenerate');
  }
  const astray = curvatureAstray(findings, eigenvalueError);
  if (astray !== undefined) return no(astray, 'degenerate');
  const negative = eigen.values.filter((each) => each < -eigenvalueError).length;
  const positive = eigen.values.filter((each) => each > eigenvalueError).length;
  const zero = eigen.values.length - negative - positive;
  const spectrum = `the eigenvalues of the Hessian are ${pointText(eigen.values)}`;
  const both = negative > 0 && positive > 0;
  const found = both
    ? 'saddle'
    : zero > 0 || sides.weak.length > 0
      ? 'degenerate'
      : negative > 0
        ? 'maximum'
        : 'minimum';
  if (both) {
    return kind === 'saddle'
      ? { ...base, verdict: 'holds', found, summary: `${at} is a saddle: ${first.text}, ${spectrum}` }
      : no(`it is a saddle: ${spectrum}`, 'saddle');
  }
  if (kind === 'minimum' && negative > 0) return no(spectrum, zero > 0 ? 'degenerate' : 'maximum');
  if (kind === 'maximum' && positive > 0) return no(spectrum, zero > 0 ? 'degenerate' : 'minimum');
  const probe = probed(findings, eigenvalueError);
  if (found !== 'degenerate') {
    if (kind === 'saddle') return no(`it is a ${found}: ${spectrum}`, found);
    // All coordinates held by bounds: the kind follows from the multipliers alone.
    const because = eigen.values.length > 0 ? `, ${spectrum}` : '';
    return { ...base, verdict: 'holds', found: kind, summary: `${at} is a ${kind}: ${first.text}${because}` };
  }
  const degenerate =
    sides.weak.length > 0 && zero === 0
      ? 'the multiplier of a bound is zero'
      : `${spectrum}, so it is degenerate`;
  const { lower, higher } = probe;
  if (kind === 'saddle') {
    if (lower && higher) {
      const summary = `${at} is a saddle, a degenerate one: ${first.text}, f is lower at ${pointText(lower)} and higher at ${pointText(higher)}`;
      return { ...base, verdict: 'holds', found: 'saddle', summary };
    }
    return unclear(`${degenerate}, and the Hessian does not decide`, 'degenerate');
  }
  const better = kind === 'minimum' ? lower : higher;
  if (better)
    return no(
      `${degenerate}, and f is ${kind === 'minimum' ? 'lower' : 'higher'} at ${pointText(better)}`,
      'degenerate',
    );
  if (findings.semidefinite) {
    const summary = `${at} passes for a ${kind}: ${first.text}, ${degenerate}; no better point was found nearby, which is no proof`;
    return { ...base, verdict: 'holds', found: 'degenerate', summary };
  }
  return unclear(
    `${degenerate}, and the Hessian does not decide; no better point was found nearby. Accept that by { semidefinite: true }`,
    'degenerate',
  );
}

function firstOrder(findings: Findings): { excess: number; text: string; wrong?: string; unclear?: string } {
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
