import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { parseMath } from '../formula/parse-math';
import { type SymbolTable, symbolToTex } from '../formula/symbols';
import { type Displayable, displaySymbol, type MimeBundle } from '../show';
import type { Assumptions } from './assumptions';
import { checkStep } from './check-step';
import { DerivationError } from './errors';
import { checkNames } from './language/names';
import { replaceName } from './language/substitute';
import { unfoldFor } from './language/unfold';
import { type Mutant, mutantsOf } from './mutation/mutants';
import { Setting } from './points/setting';
import { readStep, type StepOptions } from './read-step';
import { type CheckOptions, checkSampling } from './relations/check-options';
import { checkFirstLine, checkPlace, refuseExtremum, refuseRandom } from './relations/read-line';
import { refuseRelation } from './relations/read-relation';
import { renderDerivation } from './rendering/render';
import type { Step, StepReport } from './step';

/** How a derivation is checked and shown. */
export interface DerivationOptions extends CheckOptions {
  /** LaTeX for names, over the course's notation. */
  symbols?: SymbolTable;
}

/** What the checks of a derivation found. */
export interface DerivationReport {
  title: string;
  /** Whether every step holds. */
  holds: boolean;
  /** The assumptions in words. */
  assumptions: string[];
  steps: StepReport[];
}

/** All that a derivation is; a derivation never changes. */
export interface DerivationParts {
  readonly title: string;
  readonly setting: Setting;
  readonly options: DerivationOptions;
  readonly start: Step;
  readonly steps: readonly Step[];
}

/** A chain of expressions, each following from the one before; every step is checked before it is shown. */
export class Derivation implements Displayable {
  readonly parts: DerivationParts;
  #reports: StepReport[] | undefined;

  /** @internal */
  constructor(parts: DerivationParts) {
    this.parts = parts;
  }

  /**
   * Adds a step: an expression that equals the one before, or another relation written first: `<= `, `< `, `>= `,
   * `> `, `~ ` (their quotient tends to 1) or `-> ` (tends to). After a first line `argmin(x, f)` or `argmax(x, f)` it says
   * where the extremum is, among the values that the assumption of x allows.
   *
   * @param expression the new line
   * @param reason why it follows, in words; `$...$` sets mathematics
   * @param options for `~` and `->`, `as: { n: Infinity }`; with `order: 2` an equality holds up to O(h^2)
   * @throws InvalidInput for an expression that cannot be read, a name without an assumption, or a bound in the
   *   direction opposite to an earlier one, since nothing would follow from the two
   */
  step(expression: string, reason: string, options: StepOptions = {}): Derivation {
    const { start, steps, setting } = this.parts;
    const step = readStep(expression, reason, options, setting, [start, ...steps]);
    return this.#with(step);
  }

  /**
   * Adds the step from f(x) to its smallest value f(at) over all x that the assumptions allow.
   *
   * Checked by search: no point of a sample, of a search from its best points and of points far out lies lower, and the
   * slope at the place is zero unless it is a kink or on the edge. Of an objective in numbers over an interval it is proved
   * where exact algebra shows that the slope is zero there and the second derivative positive everywhere.
   *
   * @param variable the name to minimise over
   * @param at where the minimum is: an expression of the other names
   * @param reason why it is there, in words
   * @throws InvalidInput for a name that is not declared, or a place that depends on it
   * @example
   * ```ts
   * derivation('A parabola', { x: reals(), c: reals() })
   *   .start('(x - c)^2 + 1')
   *   .minimumAt('x', 'c', 'a square is at least 0')
   *   .verify().steps[0].claim // '>= (c - c) ^ 2 + 1'
   * ```
   */
  minimumAt(variable: string, at: string, reason: string): Derivation {
    return this.#with(this.#optimum('>=', variable, at, reason));
  }

  /**
   * Adds the step from f(x) to its largest value f(at) over all x that the assumptions allow; checked as
   * {@link minimumAt} is.
   */
  maximumAt(variable: string, at: string, reason: string): Derivation {
    return this.#with(this.#optimum('<=', variable, at, reason));
  }

  #optimum(relation: '<=' | '>=', variable: string, at: string, reason: string): Step {
    const subject = `derivation "${this.parts.title}": ${relation === '>=' ? 'minimumAt' : 'maximumAt'}`;
    const { setting } = this.parts;
    if (typeof variable !== 'string' || !Object.hasOwn(setting.assumptions, variable)) {
      throw new InvalidInput({
        subject,
        given: variable,
        allowed: `one of the names ${setting.names.join(', ')}`,
      });
    }
    const place = checkNames(parseMath(at, subject), setting, subject);
    const last = this.parts.steps.at(-1) ?? this.parts.start;
    const { definitions } = setting.knowledge;
    refuseExtremum(last.expression, subject);
    checkPlace({ variable }, place, at, setting, subject);
    refuseRandom(variable, setting, subject);
    const expression = replaceName(unfoldFor(variable, last.expression, definitions), variable, place);
    const sided = readStep(`${relation} ${expression.toString()}`, reason, {}, setting, [
      this.parts.start,
      ...this.parts.steps,
    ]);
    return { ...sided, expression, optimum: { variable, at: place } };
  }

  #with(step: Step): Derivation {
    return new Derivation({ ...this.parts, steps: [...this.parts.steps, step] });
  }

  /** Runs the checks, once, and returns what they found; a step that does not hold is in the report, and nothing is thrown. */
  report(): DerivationReport {
    const { title, setting, start, steps, options } = this.parts;
    this.#reports ??= steps.map((step, i) => checkStep(i + 1, steps[i - 1] ?? start, step, setting, options));
    return {
      title,
      holds: this.#reports.every(({ holds }) => holds),
      assumptions: setting.declared.map((name) => setting.inWords(name)),
      steps: [...this.#reports],
    };
  }

  /**
   * Runs the checks.
   *
   * @returns the report, if every step holds
   * @throws DerivationError with a counterexample at the first step that does not hold
   */
  verify(): DerivationReport {
    if (this.parts.steps.length === 0) {
      throw new InvalidInput({
        subject: `derivation "${this.parts.title}"`,
        given: 'no step',
        allowed: 'given at least one step before it is verified',
      });
    }
    const report = this.report();
    if (report.holds) return report;
    const error = new DerivationError(report.title, report.steps);
    // The stack begins where the derivation was to be verified, not inside the library.
    Error.captureStackTrace(error, this.verify);
    throw error;
  }

  /** Every derivation that differs from this one in one sign, factor, exponent, index, transpose or operand. */
  mutants(): Mutant[] {
    return mutantsOf(this);
  }

  /** Checks every step and shows what was found: a false step has a cross and its counterexample. */
  [displaySymbol](): MimeBundle {
    return renderDerivation(this);
  }
}

/** A derivation that has a title and assumptions, and wants its first line. */
export interface DerivationStart {
  /**
   * The first line, from which every step goes on.
   *
   * @param expression a formula of the declared names; `argmin(x, f)` or `argmax(x, f)` asks where f is extreme
   * @param reason what the line is, in words; `$...$` sets mathematics
   * @throws InvalidInput for a formula that cannot be read, a name without an assumption, or a relation
   */
  start(expression: string, reason?: string): Derivation;
}

/**
 * Begins a derivation whose every step is checked: by exact algebra where that proves it, and always at random and
 * special points that satisfy the assumptions.
 *
 * @param title what is derived
 * @param assumptions what is known of each name
 * @param options seed and number of points, LaTeX for names
 * @throws InvalidInput for assumptions that are malformed or circular, or two names that would print alike
 * @example
 * ```ts
 * const d = derivation('Bias correction', { b: interval(0, 1), n: integers(1, 50), g: reals() })
 *   .start('(1-b) * sum(i, 1, n, b^(n-i) * g)', 'the moving average written out')
 *   .step('(1-b) * g * (1-b^n)/(1-b)', 'geometric series')
 *   .step('g * (1-b^n)', 'cancel');
 * d.verify().steps.map((step) => step.verdict) // ['proved symbolically', 'proved symbolically']
 * ```
 */
export function derivation(
  title: string,
  assumptions: Assumptions,
  options: DerivationOptions = {},
): DerivationStart {
  if (typeof title !== 'string' || title.trim() === '') {
    throw new InvalidInput({
      subject: 'derivation: title',
      given: title,
      allowed: 'a text that says what is derived',
    });
  }
  checkOptions(options);
  // What is changed in the caller's object later changes nothing here.
  const kept: DerivationOptions = { ...options, symbols: { ...options.symbols } };
  const setting = new Setting(assumptions);
  setting.points(2, options.seed ?? 1);
  checkNotation(setting, options.symbols ?? {});
  const start = (expression: string, reason = ''): Derivation => {
    const subject = `derivation "${title}": start`;
    if (typeof reason !== 'string') {
      throw new InvalidInput({ subject: `${subject}: reason`, given: reason, allowed: 'words, or left out' });
    }
    const parsed = refuseRelation(parseMath(expression, subject), expression, {
      subject,
      allowed: 'an expression without a relation',
      remedy: 'Start with the left side, and make a step of the relation and the right side.',
    });
    const node = checkFirstLine(parsed, setting, subject);
    return new Derivation({
      title,
      setting,
      options: kept,
      start: { expression: node, reason, relation: '=' },
      steps: [],
    });
  };
  return onlyStart(title, start);
}

/** Says in a sentence that the first line is missing, where plain JavaScript would say that there is no such function. */
function onlyStart(title: string, start: DerivationStart['start']): DerivationStart {
  const early = (method: string) => () => {
    throw new InvalidInput({
      subject: `derivation "${title}": ${method}`,
      given: 'called before there is a first line',
      allowed: 'called after .start(expression)',
    });
  };
  const hidden = Object.getOwnPropertyNames(Derivation.prototype).filter((name) => name !== 'constructor');
  return Object.defineProperties(
    { start },
    Object.fromEntries(hidden.map((name) => [name, { value: early(name) }])),
  );
}

function checkOptions(options: DerivationOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidInput({
      subject: 'derivation: options',
      given: options,
      allowed: 'an object such as { seed: 2 }',
    });
  }
  onlyOptions<DerivationOptions>('derivation', options, ['points', 'seed', 'symbols']);
  checkSampling('derivation', options);
}

/** Two names that print alike would make a true step read as a false one. */
function checkNotation(setting: Setting, symbols: SymbolTable): void {
  const printed = new Map<string, string>();
  for (const name of setting.declared) {
    const tex = symbolToTex(name, symbols);
    const other = printed.get(tex);
    if (other !== undefined) {
      throw new InvalidInput({
        subject: 'derivation: assumptions',
        given: `${other} and ${name}, both printed as ${tex}`,
        allowed: 'names that print differently',
        remedy: `Rename one, or give it LaTeX of its own: { symbols: { ${name}: '...' } }.`,
      });
    }
    printed.set(tex, name);
  }
}
