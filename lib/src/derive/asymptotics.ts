import type { MathNode } from 'mathjs';
import { type Random, random } from '../random';
import type { CheckOptions, CheckResult } from './check-relation';
import { safety, valueWithSpread } from './compare';
import { type Counterexample, plainText } from './counterexample';
import { compileExpression } from './evaluate';
import { plainValue, type Setting } from './setting';
import { alike, isFiniteValue, type Scope, ShapeError } from './value';

/** What an asymptotic step claims as its variable tends to a value. */
export interface AsymptoticClaim {
  /** `limit`: the left side tends to the right. `equivalent`: their quotient tends to 1. `order`: they differ by O(h^order). */
  kind: 'limit' | 'equivalent' | 'order';
  variable: string;
  to: number;
  order?: number;
}

const pointsTried = 8;
/** A fitted order may fall short by this much: higher terms still show at the step sizes used. */
const orderSlack = 0.15;
/** Below this relative size an error is taken to have vanished. */
const vanished = 1e-9;
/** Each halving of the distance to the limit must take off at least this share of the error. */
const slowest = 0.8;
/** An error that shrinks more slowly than that, but this much per halving, as 1/log n does, may or may not vanish. */
const stillShrinking = 0.01;

/**
 * Checks a limit, an equivalence or an order along sequences that approach it by halving, at several points of the
 * other names. This is numeric evidence: the order is fitted from the last error ratios above rounding (Richardson),
 * a limit is accepted when the error keeps shrinking by a constant factor.
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
  let points = 0;
  let fitted = Number.POSITIVE_INFINITY;
  for (const point of setting.points(3 * pointsTried, seed).slice(-pointsTried)) {
    const path = approach(point, claim, setting).flatMap((scope) => {
      const error = errorAt(scope, sides, claim, source);
      return error === undefined ? [] : [{ scope, ...error }];
    });
    if (path.length < 4) continue;
    points++;
    const last = path[path.length - 1];
    const rate = decay(path);
    if (rate === undefined) continue;
    const accepted =
      claim.kind === 'order'
        ? rate >= (claim.order ?? 1) - orderSlack
        : last.error < vanished || rate >= -Math.log2(slowest);
    fitted = Math.min(fitted, rate);
    if (accepted) continue;
    if (claim.kind !== 'order' && rate > stillShrinking) {
      return { verdict: 'undecided', points, unclear: pointsTried, largestDeviation: 0, fitted };
    }
    return {
      verdict: 'false',
      points,
      unclear: 0,
      largestDeviation: 0,
      fitted,
      counterexample: example(last, rate, claim),
    };
  }
  const verdict = points > 0 ? 'fitted' : 'undecided';
  return { verdict, points, unclear: pointsTried - points, largestDeviation: 0, fitted };
}

function approach(point: Scope, { variable, to }: AsymptoticClaim, setting: Setting): Scope[] {
  const assumption = setting.assumptions[variable];
  const values = Array.from({ length: assumption.integer ? 11 : 22 }, (_, k) =>
    Number.isFinite(to) ? [to + 0.5 * 2 ** -k, to - 0.5 * 2 ** -k] : [Math.sign(to) * 4 * 2 ** k],
  );
  return values.flatMap((candidates) => {
    const scope = candidates
      .map((value) => setting.changed(point, variable, value))
      .find((each) => each !== undefined);
    return scope ? [scope] : [];
  });
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

/** The median of the last three exponents of decay per halving that lie above rounding; undefined where none does. */
function decay(path: { error: number; noise: number }[]): number | undefined {
  const visible = path.filter(({ error, noise }) => error > noise);
  if (visible.length < 3) return undefined;
  const rates = visible.slice(1).map(({ error }, i) => Math.log2(visible[i].error / error));
  return rates.slice(-3).sort((a, b) => a - b)[Math.floor(Math.min(rates.length, 3) / 2)];
}

function example(
  { scope, left, right }: { scope: Scope; left: Counterexample['left']; right: Counterexample['right'] },
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
