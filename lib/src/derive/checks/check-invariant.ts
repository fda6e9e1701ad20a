import { InvalidInput } from '../../errors';
import { checkFunction, checkObject } from '../../errors/check-object';
import { described } from '../../errors/described';
import { onlyOptions } from '../../errors/only-options';
import type { Displayable } from '../../show';
import { numberBetween } from './inputs';
import { type Accepted, judge } from './invariant/judge';
import { reported } from './report';

/** A number, a vector, or a matrix as rows. */
export type InvariantSide = number | ArrayLike<number> | ArrayLike<ArrayLike<number>>;

/**
 * What an invariant says of one state: two sides that must be equal, a slack that must not be negative, or whether it
 * holds; undefined where it says nothing, as of the first state, which has none before it.
 */
export type InvariantValue =
  | readonly [left: InvariantSide, right: InvariantSide]
  | number
  | boolean
  | undefined;

/** An invariant: of a state, the one before it (at the first, undefined) and its index. */
export type Invariant<State> = (state: State, previous: State | undefined, k: number) => InvariantValue;

/** Options of {@link checkInvariant}. */
export interface InvariantCheckOptions<State> {
  /**
   * Units of rounding, 2^-52 = 2.2e-16, that both sides may differ by, relative to the larger and to `scale`, times the
   * conditioning. Default 1000: a few operations on vectors of a hundred entries.
   */
  units?: number;
  /** How much rounding is magnified at a state: the condition number of H for H y = s. Default 1. */
  conditioning?: number | ((state: State, previous: State | undefined, k: number) => number);
  /**
   * The size of what the sides and slacks are differences of, where these cancel: f itself for f_k - f_{k+1}. Default 0 for
   * two sides, which have their own size, and 0 for a slack, of which not the least negative one is then accepted.
   */
  scale?: number | ((state: State, previous: State | undefined, k: number) => number);
}

/** How one invariant fared. */
export interface InvariantReport {
  name: string;
  holds: boolean;
  /** At how many states it was checked. */
  checked: number;
  /** The state at which it came closest to being violated, or first was. */
  worst: number;
  /** The difference relative to the size of the sides, or the slack, there. */
  deviation: number;
  /** What was accepted there, in the same terms. */
  tolerance: number;
  /** The first state at which it is violated, with its values in words. */
  violation?: { k: number; text: string };
}

/** What {@link checkInvariant} found. */
export interface InvariantCheck extends Displayable {
  holds: boolean;
  states: number;
  invariants: readonly InvariantReport[];
  /** The outcome in a sentence. */
  summary: string;
}

/** An invariant that is violated, or was never checked; the message gives the first state where, and the values. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  readonly check: InvariantCheck;

  constructor(check: InvariantCheck) {
    super(`checkInvariant: ${check.summary}`);
    this.check = check;
  }
}

/**
 * Checks laws at every state of an iteration: the secant condition, curvature, the Wolfe conditions, monotone descent.
 *
 * Two sides `[left, right]` are equal where $\|left - right\| \le u \cdot 2^{-52} \cdot c \cdot \max(\|left\|, \|right\|,
 * scale)$ in the largest entry, with u = `units` and c = `conditioning` at that state: what rounding explains, and no more.
 * A slack holds where it is at least $-u \cdot 2^{-52} \cdot c \cdot scale$, so exactly at least 0 unless a scale is given. NaN
 * never holds, nor does an infinite side. An invariant that says nothing of any state does not hold either.
 *
 * @param states one or more states: `minimize(..., { trace: true }).trace`, `descend(...).path`, or what a callback kept
 * @param invariants functions of the state, the one before it and its index, by name
 * @returns for each invariant where it came closest to being violated
 * @throws InvariantError with the first state at which one is violated
 * @throws InvalidInput for no states, no invariants, sides of different shapes, and an unknown option
 * @example
 * ```ts
 * const { path } = descend((x) => x[0] ** 2, [1], gradientDescent({ lr: 0.25 }), { steps: 5, grad: (x) => [2 * x[0]] });
 * const check = checkInvariant(path, {
 *   'x halves': (x, previous) => previous && [x, [previous[0] / 2]],
 *   'f falls': (x, previous) => previous && previous[0] ** 2 - x[0] ** 2,
 * });
 * check.invariants[0].checked // 5
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, sections 3.1 and 6.1
 */
export function checkInvariant<State>(
  states: ArrayLike<State>,
  invariants: Readonly<Record<string, Invariant<State>>>,
  options: InvariantCheckOptions<State> = {},
): InvariantCheck {
  onlyOptions<InvariantCheckOptions<State>>('checkInvariant', options, ['units', 'conditioning', 'scale']);
  const { units = 1000, conditioning = 1, scale = 0 } = options;
  numberBetween('checkInvariant: units', units, 0, Infinity);
  const at = (what: string, option: typeof scale, least: number) => (k: number) => {
    const given: unknown = typeof option === 'function' ? option(list[k], list[k - 1], k) : option;
    if (typeof given === 'number' && given >= least && given < Infinity) return given;
    const subject = `checkInvariant: ${what}${typeof option === 'function' ? ` at state ${k}` : ''}`;
    throw new InvalidInput({ subject, given, allowed: `a finite number, ${least} or more` });
  };
  const list = readStates(states);
  checkObject('checkInvariant: invariants', invariants, 'an object of functions by name');
  const names = Object.keys(invariants);
  if (names.length === 0) {
    const allowed = 'an object with one function or more';
    throw new InvalidInput({ subject: 'checkInvariant: invariants', given: described('empty'), allowed });
  }
  for (const name of names) {
    checkFunction(
      `checkInvariant: ${name}`,
      invariants[name],
      'a function of the state, the one before it and its index',
    );
  }
  const condition = at('conditioning', conditioning, 1);
  const size = at('scale', scale, 0);
  const reports = names.map((name) =>
    checkOne(name, invariants[name], list, (k) => ({
      share: units * 2 ** -52 * condition(k),
      scale: size(k),
    })),
  );
  const holds = reports.every((report) => report.holds);
  const check: InvariantCheck = {
    holds,
    states: list.length,
    invariants: reports,
    summary: '',
    ...reported(holds, ''),
  };
  check.summary = summaryOf(check);
  const rows = reports.map(({ name, checked, worst, deviation, tolerance, holds: each }) => ({
    invariant: name,
    'states checked': checked,
    'closest at': checked === 0 ? '-' : worst,
    'deviation or slack': checked === 0 ? '-' : deviation,
    accepted: checked === 0 ? '-' : tolerance,
    holds: each,
  }));
  Object.assign(check, reported(holds, check.summary, rows));
  if (!holds) throw new InvariantError(check);
  return check;
}

function readStates<State>(states: ArrayLike<State>): State[] {
  const isList = Array.isArray(states) || (ArrayBuffer.isView(states) && !(states instanceof DataView));
  if (isList && states.length > 0) return Array.from(states);
  const remedy = states === undefined ? 'minimize keeps its iterates where trace is true.' : undefined;
  throw new InvalidInput({
    subject: 'checkInvariant: states',
    given: states,
    allowed: 'an array of one state or more',
    remedy,
  });
}

function checkOne<State>(
  name: string,
  invariant: Invariant<State>,
  states: readonly State[],
  accepted: (k: number) => Accepted,
): InvariantReport {
  const report: InvariantReport = { name, holds: true, checked: 0, worst: 0, deviation: 0, tolerance: 0 };
  let closest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < states.length; k++) {
    const value: unknown = invariant(states[k], states[k - 1], k);
    if (value === undefined) continue;
    const found = judge(name, k, value, accepted(k));
    report.checked++;
    if (found.closeness > closest || !found.holds) {
      closest = found.closeness;
      Object.assign(report, { worst: k, deviation: found.deviation, tolerance: found.tolerance });
    }
    if (found.holds) continue;
    return { ...report, holds: false, violation: { k, text: found.text } };
  }
  return { ...report, holds: report.checked > 0 };
}

function summaryOf({ holds, states, invariants }: InvariantCheck): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  if (holds) {
    const of = invariants.map(({ name, checked }) => `${name} (${checked})`);
    return `${count(invariants.length, 'invariant')} held at every one of ${count(states, 'state')} of which it says something: ${of.join(', ')}`;
  }
  const violated = invariants.filter(({ violation }) => violation !== undefined);
  const [first] = [...violated].sort((a, b) => (a.violation?.k ?? 0) - (b.violation?.k ?? 0));
  if (first?.violation) {
    const others = violated
      .filter((each) => each !== first)
      .map((each) => `${each.name} at ${each.violation?.k}`);
    const more = others.length > 0 ? ` (also violated: ${others.join(', ')})` : '';
    return `${first.name} is violated first at state ${first.violation.k}: ${first.violation.text}${more}`;
  }
  const silent = invariants.filter(({ checked }) => checked === 0).map(({ name }) => name);
  return `undecided: ${silent.join(', ')} ${silent.length === 1 ? 'says' : 'say'} nothing of any of ${count(states, 'state')}`;
}
