import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames, syntax } from '../../formula/nodes';
import type { Jitter } from '../language/arithmetic';
import { type Evaluate, exactly } from '../language/evaluate';
import { type Scope, ShapeError, type Value } from '../language/value';
import { AtomMaker } from './atom-maker';
import { asValue, type Result } from './average';
import { estimated } from './average-draws';
import { exact } from './average-exactly';
import { expand } from './expand';
import { TooLong } from './expansion';
import { type Replay, TooMany } from './expected';
import type { Law } from './law';
import { copyInto, type Ledger, recording } from './ledger';
import { type Expectation, freeRandomNames } from './names';
import { NoFiniteValue } from './no-finite-value';

const conditions = new Set(['<', '<=', '>', '>=', '==', '!=', 'and', 'or']);

/**
 * Compiles an expectation: exactly by moments and by enumeration where that is possible, else by quadrature over one or
 * two variables at a time, else from seeded draws.
 *
 * A jittered evaluation is off by the estimated error of quadrature, and by the half-width of a Monte Carlo interval, so
 * that a comparison's tolerance covers them.
 */
export function compileExpectation(
  node: MathNode,
  expectation: Expectation,
  compile: (part: MathNode) => Evaluate,
  subject: string,
): Evaluate {
  const { operator, args, over } = expectation;
  checkArguments(node, expectation, subject);
  const parts = args.map(compile);
  const listed = over.map((name) => (syntax(name) as { name: string }).name);
  const names = [...new Set(args.flatMap((arg) => [...freeNames(arg)]))];
  const text = node.toString();
  const memory: { values: (Value | undefined)[]; result: Result; ledger: Ledger; replay: Replay }[] = [];

  const compute = (
    scope: Scope,
    jitter: Jitter,
    laws: ReadonlyMap<string, Law>,
    replay: Replay | undefined,
  ): Result => {
    try {
      const context = { scope, laws, maker: new AtomMaker(laws), jitter };
      return exact(
        operator,
        args.map((arg) => expand(arg, context)),
        context.maker,
        jitter,
        text,
        replay,
      );
    } catch (error) {
      if (!(error instanceof TooMany) && !(error instanceof TooLong)) throw error;
      return estimated(operator, parts, scope, laws, text);
    }
  };
  return (scope, jitter) => {
    const values = names.map((name) => scope[name]);
    const known = memory.find((each) => each.values.every((value, i) => Object.is(value, values[i])));
    if (known && (jitter === exactly || isCostly(known.ledger))) {
      copyInto(known.ledger);
      return asValue(known.result, jitter);
    }
    const laws = lawsIn(scope, listed, args, text);
    const replay: Replay = known ? { ...known.replay, next: 0 } : { integrals: [] };
    try {
      const [result, ledger] = recording((own) => [compute(scope, jitter, laws, replay), own] as const);
      if (jitter === exactly) {
        memory.unshift({ values, result, ledger, replay });
        if (memory.length > 6) memory.pop();
      }
      return asValue(result, jitter);
    } catch (error) {
      if (!(error instanceof NoFiniteValue)) throw error;
      if (known && jitter !== exactly)
        return jitteredAgain(known.result, () => compute(scope, jitter, laws, undefined), jitter);
      throw new ShapeError(`${text} has no finite value: ${error.message}`);
    }
  };
}

const attempts = 6;

/**
 * What has a finite value may have none once it is jittered, as sqrt(1 - u) has none where the 1 has become smaller:
 * other draws of the jitter are tried. Where none has a value, no digit is known.
 */
function jitteredAgain(found: Result, compute: () => Result, jitter: Jitter): Value {
  for (let k = 0; k < attempts; k++) {
    try {
      return asValue(compute(), jitter);
    } catch (error) {
      if (!(error instanceof NoFiniteValue)) throw error;
    }
  }
  return asValue(
    { ...found, estimates: found.estimates.map(() => ({ value: Number.NaN, error: 0 })) },
    jitter,
  );
}

/** Its error is far above rounding, which need not be found by a second evaluation. */
const isCostly = ({ methods }: Ledger) => methods.has('Monte Carlo') || methods.has('double quadrature');

function checkArguments(node: MathNode, { operator, args, over }: Expectation, subject: string): void {
  const wanted = operator === 'Cov' ? 2 : 1;
  const examples = { E: 'E(x^2)', Var: 'Var(x)', Cov: 'Cov(x, y)', P: 'P(x < 0)' } as const;
  if (args.length !== wanted || over.some((name) => syntax(name).type !== 'name')) {
    throw new InvalidInput({
      subject,
      given: node.toString(),
      allowed: `${examples[operator]}, with the random names that it is over after that if not all are meant`,
    });
  }
  if (operator !== 'P') return;
  const condition = syntax(args[0]);
  if (condition.type === 'operator' && conditions.has(condition.op)) return;
  throw new InvalidInput({
    subject,
    given: node.toString(),
    allowed: 'the probability of a condition, such as P(x < 0)',
    remedy: 'Join two conditions by and or or: P(a < x and x < b).',
  });
}

/** The laws of the random names that are bound here. */
function lawsIn(
  scope: Scope,
  listed: readonly string[],
  args: readonly MathNode[],
  text: string,
): Map<string, Law> {
  const lawOf = (name: string): Law | undefined => {
    const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
    return typeof value === 'object' && value.kind === 'random' ? value : undefined;
  };
  const found = args.flatMap((arg) => [...freeRandomNames(arg, (name) => lawOf(name) !== undefined)]);
  const names = listed.length > 0 ? listed : [...new Set(found)];
  const laws = new Map<string, Law>();
  for (const name of names) {
    const law = lawOf(name);
    if (!law) throw new ShapeError(`${text} is over ${name}, which is not random`);
    if (found.includes(name)) laws.set(name, law);
  }
  return laws;
}
