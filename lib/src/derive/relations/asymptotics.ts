import type { MathNode } from 'mathjs';
import { bigOperator } from '../../formula/nodes';
import { type Random, random } from '../../random';
import { compileExpression } from '../language/evaluate';
import { alike, isFiniteValue, type Scope, ShapeError } from '../language/value';
import { compareAt, safety, valueWithSpread } from '../points/compare';
import { type Counterexample, counterexample, plainText } from '../points/counterexample';
import { plainValue, type Setting } from '../points/setting';
import type { CheckOptions, CheckResult } from './check-relation';

/** What an asymptotic step claims as its variable tends to a value. */
export interface AsymptoticClaim {
  /** `limit`: the left side tends to the right. `equivalent`: their quotient tends to 1. `order`: they differ by O(h^order). */
  kind: 'limit' | 'equivalent' | 'order';
  variable: string;
  to: number;
  order?: number;
}

const pointsTried = 8;
/** A fitted order may fall short by this much, since higher terms still show at the step sizes used. */
const orderSlack = 0.05;
/** Below this relative size an error is taken to have vanished. */
const vanished = 1e-9;
/** Each halving of the distance to the limit must take off at least this share of the error. */
const slowest = 0.8;
/** An error that shrinks more slowly than that, but this much per halving, as 1/log n does, may or may not vanish. */
const stillShrinking = 0.01;
/** Between two halvings: a function that is zero along one sequence, as sin(pi n) is, is not zero along all of these. */
const between = [1, 0.7836, 0.6180339887];

interface Stage {
  scope: Scope;
  error: number;
  noise: number;
  left: Counterexample['left'];
  right: Counterexample['right'];
}

/**
 * Checks a limit, an equivalence or an order along sequences that approach it by halving, from both sides where the
 * assumptions allow both, at several points of the other names. This is numeric evidence: the order is fitted from the
 * last error ratios above rounding (Richardson), a limit is accepted when the error keeps shrinking by a constant factor.
 */
export function checkAsymptotic(
  left: MathNode,
  right: MathNode,
  claim: AsymptoticClaim,
  setting: Setting,
  { seed = 1 }: CheckOptions = {},
): CheckResult & { fitted?: number } {
  const sides = [left, right].map((side) => compileExpression(side, 'derivation'));
  const source = random(seed + 5);
  const halvings = hasSums(left) || hasSums(right) ? 11 : 22;
  const result = { points: 0, unclear: 0, largestDeviation: 0, fitted: Number.POSITIVE_INFINITY };
  for (const point of setting.points(3 * pointsTried, seed).slice(-pointsTried)) {
    let seen = false;
    for (const side of Number.isFinite(claim.to) ? [1, -1] : [Math.sign(claim.to)]) {
      const stages = approach(point, claim, setting, side, halvings);
      if (stages.length < 4) continue;
      const path = stages.flatMap((scopes) => worstOf(scopes, sides, claim, source) ?? []);
      if (path.length < 4) {
        if (!Number.isFinite(claim.to)) continue;
        return { ...result, verdict: 'undefined', counterexample: undefinedNear(stages, sides, claim) };
      }
      seen = true;
      const rate = decay(path, claim);
      if (rate === undefined) continue;
      result.fitted = Math.min(result.fitted, rate);
      const last = path[path.length - 1];
      const accepted =
        claim.kind === 'order'
          ? rate >= (claim.order ?? 1) - orderSlack
          : last.error < vanished || rate >= -Math.log2(slowest);
      if (accepted) continue;
      const unclear = claim.kind !== 'order' && rate > stillShrinking;
      if (unclear) return { ...result, verdict: 'undecided', unclear: pointsTried };
      return { ...result, verdict: 'false', counterexample: example(last, rate, claim) };
    }
    if (seen) result.points++;
  }
  const verdict = result.points > 0 ? 'fitted' : 'undecided';
  return { ...result, verdict, unclear: pointsTried - result.points };
}

const hasSums = (node: MathNode) => node.filter((part) => bigOperator(part) !== undefined).length > 0;

/** For each halving of the distance, a few points of that distance or less; none where the assumptions allow none. */
function approach(
  point: Scope,
  { variable, to }: AsymptoticClaim,
  setting: Setting,
  side: number,
  halvings: number,
): Scope[][] {
  const assumption = setting.assumptions[variable];
  return Array.from({ length: halvings }, (_, k) => {
    const values = between.map((share) =>
      Number.isFinite(to) ? to + side * share * 0.5 * 2 ** -k : (side * 4 * 2 ** k) / share,
    );
    const whole = values.flatMap((value) => [Math.round(value), Math.round(value) + 1]);
    return (assumption.integer ? whole : values)
      .map((value) => setting.changed(point, variable, value))
      .filter((scope) => scope !== undefined);
  }).filter((scopes) => scopes.length > 0);
}

/** The largest error at one distance. */
function worstOf(
  scopes: readonly Scope[],
  sides: ReturnType<typeof compileExpression>[],
  claim: AsymptoticClaim,
  source: Random,
): Stage | undefined {
  const stages = scopes.flatMap((scope) => {
    const found = errorAt(scope, sides, claim, source);
    return found === undefined ? [] : [{ scope, ...found }];
  });
  return stages.length === 0 ? undefined : stages.reduce((a, b) => (b.error > a.error ? b : a));
}

function undefinedNear(
  stages: readonly Scope[][],
  sides: ReturnType<typeof compileExpression>[],
  { variable, to }: AsymptoticClaim,
): Counterexample {
  const [scope] = stages[stages.length - 1];
  const found = compareAt(scope, sides[0], sides[1], '=', random(1));
  const message = found.found === 'undefined' ? found.message : 'the error is undefined';
  const small = counterexample(scope, { found: 'undefined', message }, '=');
  return { ...small, text: `${small.text}, and ${variable} may come so near to ${to}` };
}

function errorAt(
  scope: Scope,
  sides: ReturnType<typeof compileExpression>[],
  { kind }: AsymptoticClaim,
  source: Random,
) {
  try {
    const [[a, spreadA], [b, spreadB]] = sides.map((side) => valueWithSpread(side, scope, source));
    const pair = alike(a, b);
    if (!pair || !isFiniteValue(a) || !isFiniteValue(b)) return undefined;
    let difference = 0;
    let size = 0;
    for (let i = 0; i < pair[0].length; i++) {
      difference = Math.max(difference, Math.abs(pair[0][i] - pair[1][i]));
      size = Math.max(size, Math.abs(pair[1][i]));
    }
    const relative = kind === 'equivalent' ? size : Math.max(size, 1);
    if (relative === 0) return undefined;
    const unit = kind === 'order' ? 1 : relative;
    const error = difference / unit;
    const noise = (safety * (spreadA + spreadB) + size * 2 ** -48) / unit;
    return { error, noise, left: plainValue(a), right: plainValue(b) };
  } catch (problem) {
    if (problem instanceof ShapeError) return undefined;
    throw problem;
  }
}

/**
 * The median of the last three exponents of decay per halving that lie above rounding; undefined where none does. Of a
 * limit it counts no more than the mean over the second half, so that a chance sequence of falling errors is not enough;
 * an order is also extrapolated to distance zero, where the exponents may still rise.
 */
function decay(path: readonly Stage[], { kind }: AsymptoticClaim): number | undefined {
  const visible = path.filter(({ error, noise }) => error > noise);
  if (visible.length < 3) return undefined;
  const rates = visible.slice(1).map(({ error }, i) => Math.log2(visible[i].error / error));
  const last = rates.slice(-3).sort((a, b) => a - b);
  const median = last[Math.floor(last.length / 2)];
  if (kind !== 'order') {
    const half = rates.slice(Math.floor(rates.length / 2));
    return Math.min(median, half.reduce((sum, rate) => sum + rate, 0) / half.length);
  }
  if (rates.length < 2) return median;
  const [before, end] = rates.slice(-2);
  return Math.max(median, end, 2 * end - before);
}

function example(
  { scope, left, right }: Stage,
  rate: number,
  { kind, order }: AsymptoticClaim,
): Counterexample {
  const values = Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, plainValue(value)]));
  const where = Object.entries(values)
    .map(([name, value]) => `${name} = ${plainText(value)}`)
    .join(', ');
  const found = `the left side is ${plainText(left ?? [])}, the right side ${plainText(right ?? [])}`;
  const text =
    kind === 'order'
      ? `at ${where} the difference shrinks with order ${rate.toFixed(2)}, not ${order}`
      : `at ${where} ${found}, and they come no closer`;
  return { values, left, right, text };
}
