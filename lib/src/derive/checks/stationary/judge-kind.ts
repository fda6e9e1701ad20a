import { pointText, short } from '../report';
import type { Findings, StationaryKind } from './findings';
import { firstOrder } from './first-order';
import { curvatureAstray, probed, variation } from './probe';

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
