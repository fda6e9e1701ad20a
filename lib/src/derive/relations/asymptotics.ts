import type { MathNode } from 'mathjs';
import { bigOperator } from '../../formula/nodes';
import { random } from '../../random';
import type { Evaluate } from '../language/evaluate';
import type { Scope } from '../language/value';
import { identityBesideNumber } from '../points/bare-identity';
import { compareAt } from '../points/compare';
import { type Counterexample, counterexample, plainText } from '../points/counterexample';
import { plainPoint, type Setting } from '../points/setting';
import { compileSide } from '../points/sides';
import { approach, errorsAlong, plainStage, type Stage, startingPoints } from './approach';
import type { CheckOptions } from './check-options';
import type { CheckResult } from './check-relation';
import { judgeDecay } from './decay';
import { judgeBySeries } from './series-claim';

/** What an order says of a difference: at most of it, vanishing beside it, or exactly of it. */
export type Remainder = 'O' | 'o' | 'Theta';

/** What an asymptotic step claims as its variable tends to a value. */
export interface AsymptoticClaim {
  /** `limit`: the left side tends to the right. `equivalent`: their quotient tends to 1. `order`: they differ by O(h^order). */
  kind: 'limit' | 'equivalent' | 'order';
  variable: string;
  to: number;
  order?: number;
  remainder?: Remainder;
}

/** The outcome of an asymptotic check: the smallest exponent seen, and what hides the answer where it is undecided. */
export interface AsymptoticResult extends CheckResult {
  fitted?: number;
  doubt?: string;
}

const halvings = 40;
/** With sums, whose cost grows with the number of their terms. */
const halvingsOfSums = 11;
/** Over fewer halvings a law cannot be told from another. */
const fewest = 8;

/**
 * Checks a limit, an equivalence or an order: along sequences that approach it by halving, from both sides where the
 * assumptions allow both, at several points of the other names, which is numeric evidence (the order is fitted from the
 * last error ratios above rounding, as by Richardson); and by power series in exact coefficients, which is a proof.
 */
export function checkAsymptotic(
  left: MathNode,
  right: MathNode,
  claim: AsymptoticClaim,
  setting: Setting,
  options: CheckOptions = {},
): AsymptoticResult {
  const clash = identityBesideNumber([left, right], setting);
  if (clash) return withoutShape(clash, setting, options);
  const seen = fit(left, right, claim, setting, options);
  if (seen.verdict === 'undefined' || seen.verdict === 'false') return seen;
  // A place that no value comes near makes every claim about it empty.
  if (seen.points === 0 && Number.isFinite(claim.to)) return seen;
  const series = judgeBySeries(
    left,
    right,
    claim,
    setting,
    startingPoints(claim, setting, options.seed ?? 1),
  );
  if (series === 'proved') return { ...seen, verdict: 'proved symbolically' };
  return series ? { ...seen, verdict: 'false', counterexample: series } : seen;
}

function fit(
  left: MathNode,
  right: MathNode,
  claim: AsymptoticClaim,
  setting: Setting,
  { seed = 1 }: CheckOptions,
): AsymptoticResult {
  const sides = [left, right].map((side) => compileSide(side, setting));
  const source = random(seed + 5);
  const finite = Number.isFinite(claim.to);
  const most = !finite && (hasSums(left) || hasSums(right)) ? halvingsOfSums : halvings;
  const points = startingPoints(claim, setting, seed);
  const result = { points: 0, unclear: 0, largestDeviation: 0, fitted: Number.POSITIVE_INFINITY };
  const shown = (stage: Stage) => plainStage(stage, claim, setting, sides, source) ?? stage;
  let doubt: string | undefined;
  for (const point of points) {
    let seen = false;
    for (const side of finite ? [1, -1] : [Math.sign(claim.to)]) {
      const distances = approach(point, claim, setting, side, most);
      if (distances.length === 0 && finite) continue;
      if (distances.length < fewest) {
        doubt ??= `the assumptions allow no ${claim.variable} ${finite ? 'as near' : 'as large'} as it takes`;
        continue;
      }
      const path = errorsAlong(distances, sides, claim.kind, source);
      if (path.length < 4) {
        if (finite)
          return { ...result, verdict: 'undefined', counterexample: undefinedNear(distances, sides, claim) };
        doubt ??= 'both sides leave the range of floating-point numbers';
        continue;
      }
      seen = true;
      const { found, rate } = judgeDecay(path, claim);
      result.fitted = Math.min(result.fitted, rate);
      if (found === 'fails')
        return {
          ...result,
          verdict: 'false',
          counterexample: example(shown(path[path.length - 1]), rate, claim),
        };
      if (found === 'unclear') doubt ??= doubtText(rate, claim);
    }
    if (seen) result.points++;
  }
  if (doubt === undefined && result.points === 0)
    doubt = `the assumptions allow no ${claim.variable} near ${claim.to}`;
  return doubt === undefined
    ? { ...result, verdict: 'fitted' }
    : { ...result, verdict: 'undecided', unclear: points.length - result.points, doubt };
}

const doubtText = (rate: number, { kind }: AsymptoticClaim) =>
  rate === Number.POSITIVE_INFINITY
    ? 'rounding hides how the difference behaves'
    : kind === 'order'
      ? 'the difference may be of the order claimed, or lack a factor as slow as a logarithm'
      : 'both sides come closer, if at all, too slowly to tell';

const hasSums = (node: MathNode) => node.filter((part) => bigOperator(part) !== undefined).length > 0;

/** Sides between which there is no difference, whatever the values. */
function withoutShape(message: string, setting: Setting, { seed = 1 }: CheckOptions): AsymptoticResult {
  const [point] = setting.points(1, seed);
  const example = counterexample(point, { found: 'undefined', message }, '=');
  return { verdict: 'undefined', points: 0, unclear: 0, largestDeviation: 0, counterexample: example };
}

function undefinedNear(
  distances: readonly Scope[][],
  sides: readonly Evaluate[],
  { variable, to }: AsymptoticClaim,
): Counterexample {
  const [scope] = distances[distances.length - 1];
  const found = compareAt(scope, sides[0], sides[1], '=', random(1));
  const message = found.found === 'undefined' ? found.message : 'the error is undefined';
  const small = counterexample(scope, { found: 'undefined', message }, '=');
  return { ...small, text: `${small.text}, and ${variable} may come so near to ${to}` };
}

function example({ scope, left, right }: Stage, rate: number, claim: AsymptoticClaim): Counterexample {
  const { kind, order, to, remainder } = claim;
  const values = plainPoint(scope);
  const where = Object.entries(values)
    .filter(([name]) => kind !== 'order' || name !== claim.variable)
    .map(([name, value]) => `${name} = ${plainText(value)}`)
    .join(', ');
  const at = where && `at ${where} `;
  const found = `the left side is ${plainText(left)}, the right side ${plainText(right)}`;
  const seen = (Number.isFinite(to) ? rate : -rate).toFixed(2);
  const claimed = { O: `${order}`, o: `more than ${order}`, Theta: `exactly ${order}` }[remainder ?? 'O'];
  const text =
    kind === 'order'
      ? `${at}the difference ${Number.isFinite(to) ? 'shrinks' : 'goes'} with order ${seen}, not ${claimed}`
      : `${at}${found}, and they come no closer`;
  return { values, left, right, text };
}
