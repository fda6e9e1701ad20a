import { affordable, methodsInWords } from './expectation/ledger';
import { draws } from './expectation/monte-carlo';
import { compileExpression, type Evaluate, exactly } from './language/evaluate';
import { replaceName } from './language/substitute';
import { unfolded, unfoldFor } from './language/unfold';
import { denseOf, type Scope, ShapeError, type Value } from './language/value';
import { counterexample } from './points/counterexample';
import type { Setting } from './points/setting';
import { findBlunt } from './points/sharpness';
import { type AsymptoticResult, checkAsymptotic } from './relations/asymptotics';
import type { CheckOptions } from './relations/check-options';
import { type CheckResult, checkRelation } from './relations/check-relation';
import type { Step, StepReport } from './step';

/** Checks one step against the line before it. */
export function checkStep(
  number: number,
  before: Step,
  step: Step,
  setting: Setting,
  options: CheckOptions,
): StepReport {
  const [from, to] = [before, step].map((line) => ({
    ...line,
    expression: unfolded(line.expression, setting.knowledge),
  }));
  const result = step.asymptotic
    ? checkAsymptotic(from.expression, to.expression, step.asymptotic, setting, options)
    : checkExact(from, to, setting, options);
  const { verdict, points, largestDeviation } = result;
  return {
    step: number,
    claim: claimText(step),
    reason: step.reason,
    holds: verdict === 'proved symbolically' || verdict === 'held' || verdict === 'fitted',
    verdict,
    points,
    largestDeviation,
    counterexample: result.counterexample,
    summary: summary(step, result),
  };
}

function checkExact(before: Step, step: Step, setting: Setting, options: CheckOptions): CheckResult {
  const { optimum, expression, relation } = step;
  if (optimum) {
    const misplaced = outside(step, setting, options);
    if (misplaced) return misplaced;
    const open = unfoldFor(optimum.variable, before.expression, setting.knowledge.definitions);
    const there = replaceName(open, optimum.variable, optimum.at);
    const value = checkRelation(there, '=', expression, setting, options);
    if (value.verdict !== 'held' && value.verdict !== 'proved symbolically') return value;
  }
  const result = checkRelation(before.expression, relation, expression, setting, options);
  return (result.verdict === 'held' && findBlunt(before, step, setting, options)) || result;
}

/** The relation and the expression as text. */
function claimText({ asymptotic, relation, expression }: Step): string {
  const signs = { limit: '->', equivalent: '~', order: '=' } as const;
  if (!asymptotic) return `${relation} ${expression.toString()}`;
  const { kind, variable, to, order, remainder } = asymptotic;
  const base = Number.isFinite(to) && to !== 0 ? `(${variable} - ${to})` : variable;
  const rest = kind === 'order' ? ` + ${remainder}(${base}^${order})` : '';
  return `${signs[kind]} ${expression.toString()}${rest}`;
}

/** The place as the name would hold it: a vector of one entry where it comes out as a number; undefined where it has no value. */
function placeAt(place: Evaluate, point: Scope, like: Value): Value | undefined {
  try {
    const value = place(point, exactly);
    const isVector = typeof value === 'number' && typeof like !== 'number' && like.kind === 'dense';
    return isVector ? denseOf(1, 1, () => value) : value;
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

/** Where the place of a claimed optimum is not among the values that its name may have. */
function outside(
  { optimum, relation }: Step,
  setting: Setting,
  { points = 64, seed = 1 }: CheckOptions,
): CheckResult | undefined {
  if (!optimum) return undefined;
  const place = compileExpression(optimum.at, 'derivation');
  const assumption = setting.assumptions[optimum.variable];
  for (const point of setting.points(points, seed)) {
    const value = placeAt(place, point, point[optimum.variable]);
    if (value === undefined || assumption.allows(value, point)) continue;
    const message = `the place ${optimum.at.toString()} is outside the range: ${optimum.variable} is ${assumption.text}`;
    return {
      verdict: 'false',
      points: 0,
      unclear: 0,
      largestDeviation: 0,
      counterexample: counterexample(point, { found: 'undefined', message }, relation),
    };
  }
  return undefined;
}

function summary(step: Step, result: AsymptoticResult): string {
  const { verdict, points, unclear, largestDeviation, expectations } = result;
  const hidden = unclear > 0 ? ` (${unclear} more undecided by rounding)` : '';
  const methods = expectations ? methodsInWords(expectations) : '';
  const by = methods && `; ${methods}`;
  const drawn = expectations?.methods.has('Monte Carlo')
    ? `within the Monte Carlo error ${expectations.halfWidth.toExponential(0)} (99.9% interval, ${draws.toLocaleString('en-US')} draws) at ${points} points${hidden}`
    : undefined;
  const at = drawn ?? `held at ${points} points${hidden}`;
  const deviation = `largest relative deviation ${largestDeviation.toExponential(0)}${by}`;
  switch (verdict) {
    case 'proved symbolically':
      if (step.asymptotic) return `proved symbolically, by power series; ${seenText(step, result)}`;
      return `proved symbolically; ${at}, ${deviation}`;
    case 'held': {
      const searched = expectations && affordable(expectations).steps === 0 ? '' : '; a search found ';
      if (step.optimum)
        return `${at}${searched && `${searched}nothing ${step.relation === '>=' ? 'smaller' : 'larger'}`}${by}`;
      if (step.sharp)
        return `${at}${searched && `${searched}no violation`}, and equality is approached over ${step.sharp}${by}`;
      if (step.relation !== '=') return `${at}${searched && `${searched}no violation`}${by}`;
      return drawn ?? `${at}, ${deviation}`;
    }
    case 'fitted':
      return `${seenText(step, result)}${by}`;
    case 'undecided': {
      if (step.asymptotic) return `cannot be decided: ${result.doubt}`;
      const cause = drawn ? `the Monte Carlo error ${expectations?.halfWidth.toExponential(0)}` : 'rounding';
      return `cannot be decided: ${cause} hides the answer at ${unclear} points`;
    }
    default:
      return `is ${verdict}: ${result.counterexample?.text}${by}`;
  }
}

function seenText(
  { asymptotic }: Step,
  { points, fitted = Number.POSITIVE_INFINITY, doubt }: AsymptoticResult,
) {
  if (doubt !== undefined) return `numbers alone would not tell: ${doubt}`;
  const at = `seen numerically at ${points} point${points === 1 ? '' : 's'}`;
  if (fitted === Number.POSITIVE_INFINITY) return `${at}: no difference above rounding`;
  if (asymptotic?.kind === 'order') {
    const exponent = Number.isFinite(asymptotic.to) ? fitted : -fitted;
    return `${at}: fitted order ${exponent.toFixed(2)}, claimed ${asymptotic.order}`;
  }
  const step = Number.isFinite(asymptotic?.to)
    ? 'halving of the distance'
    : `doubling of ${asymptotic?.variable}`;
  return `${at}: each ${step} takes the error times ${(2 ** -fitted).toFixed(2)} or less`;
}
