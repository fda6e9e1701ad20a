import { affordable, methodsInWords } from './expectation/ledger';
import { draws } from './expectation/monte-carlo';
import { extremumFrom, extremumOf } from './language/extremum';
import { replaceName } from './language/substitute';
import { unfolded, unfoldFor } from './language/unfold';
import { findOutside } from './points/place';
import type { Setting } from './points/setting';
import { findBlunt } from './points/sharpness';
import { type AsymptoticResult, checkAsymptotic } from './relations/asymptotics';
import { checkExtremum, type ExtremumResult } from './relations/check-extremum';
import type { CheckDepth } from './relations/check-options';
import { checkRelation } from './relations/check-relation';
import type { Step, StepReport } from './step';

/** Checks one step against the line before it. */
export function checkStep(
  number: number,
  before: Step,
  step: Step,
  setting: Setting,
  options: CheckDepth,
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

function checkExact(before: Step, step: Step, setting: Setting, options: CheckDepth): ExtremumResult {
  const { optimum, expression, relation } = step;
  const extremum = extremumOf(before.expression);
  if (extremum) return checkExtremum(extremum, expression, step.unique !== false, setting, options);
  if (optimum) {
    const name = relation === '>=' ? 'argmin' : 'argmax';
    const place = findOutside(optimum.variable, optimum.at, setting, options);
    if (place) return place;
    const open = unfoldFor(optimum.variable, before.expression, setting.knowledge.definitions);
    const there = replaceName(open, optimum.variable, optimum.at);
    const value = checkRelation(there, '=', expression, setting, options);
    if (value.verdict !== 'held' && value.verdict !== 'proved symbolically') return value;
    const made = extremumFrom(name, optimum.variable, before.expression);
    const result = checkExtremum(made, optimum.at, false, setting, options);
    return value.verdict === 'held' && result.verdict === 'proved symbolically'
      ? { ...result, verdict: 'held' }
      : result;
  }
  const result = checkRelation(before.expression, relation, expression, setting, options);
  const holds = result.verdict === 'held' || result.verdict === 'proved symbolically';
  return (holds && findBlunt(before, step, setting, options)) || result;
}

/** The relation and the expression as text. */
function claimText({ asymptotic, relation, expression, unique }: Step): string {
  const signs = { limit: '->', equivalent: '~', order: '=' } as const;
  if (!asymptotic) return `${unique === false ? 'contains' : relation} ${expression.toString()}`;
  const { kind, variable, to, order, remainder } = asymptotic;
  const base = Number.isFinite(to) && to !== 0 ? `(${variable} - ${to})` : variable;
  const rest = kind === 'order' ? ` + ${remainder}(${base}^${order})` : '';
  return `${signs[kind]} ${expression.toString()}${rest}`;
}

function summary(step: Step, result: AsymptoticResult & ExtremumResult): string {
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
      if (result.how) return `proved symbolically: ${result.how}; ${at}${by}`;
      if (step.sharp) return `proved symbolically; ${at}, and equality is approached over ${step.sharp}${by}`;
      if (step.relation !== '=') return `proved symbolically; ${at}${by}`;
      return `proved symbolically; ${at}, ${deviation}`;
    case 'held': {
      if (result.how) return `${at}; ${result.how}${by}`;
      const searched = expectations && affordable(expectations).steps === 0 ? '' : '; a search found ';
      if (step.sharp)
        return `${at}${searched && `${searched}no violation`}, and equality is approached over ${step.sharp}${by}`;
      if (step.relation !== '=') return `${at}${searched && `${searched}no violation`}${by}`;
      return drawn ?? `${at}, ${deviation}`;
    }
    case 'fitted':
      return `${seenText(step, result)}${by}`;
    case 'undecided': {
      if (step.asymptotic || result.doubt !== undefined) return `cannot be decided: ${result.doubt}`;
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
