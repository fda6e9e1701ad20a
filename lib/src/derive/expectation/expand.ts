import type { MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';
import type { Jitter } from '../language/arithmetic';
import { differentiate } from '../language/differentiate';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError, type Value } from '../language/value';
import type { AtomMaker } from './atom-maker';
import { comparison, expandCall } from './expand-functions';
import { expandNested } from './expand-nested';
import {
  atState,
  combined,
  difference,
  type Entries,
  type Expanded,
  entries,
  fixed,
  fixedValue,
  mapEntries,
  negated,
  numbersOf,
  product,
  scalarOf,
  shapeText,
  single,
  sum,
  transposed,
} from './expanded';
import {
  constant,
  type Expansion,
  type Kink,
  kinksOf,
  numberOf,
  plus,
  power,
  supportOf,
  times,
} from './expansion';
import type { Law } from './law';
import { expectationIn, freeRandomNames } from './names';

/** What an expansion is made in: the values of the fixed names, the laws of the random ones, and the atoms so far. */
export interface Context {
  readonly scope: Scope;
  readonly laws: ReadonlyMap<string, Law>;
  readonly maker: AtomMaker;
  readonly jitter: Jitter;
}

const compiled = new WeakMap<MathNode, Evaluate>();

function compileOnce(node: MathNode): Evaluate {
  const known = compiled.get(node) ?? compileExpression(node, 'expectation');
  compiled.set(node, known);
  return known;
}

/** Numbers entry by entry as sums of products of what is random, at one point of everything else. */
export function expand(node: MathNode, context: Context): Expanded {
  const { jitter } = context;
  const inner = (part: MathNode) => expand(part, context);
  const random = freeRandomNames(node, (name) => context.laws.has(name));
  if (random.size === 0) return fixed(compileOnce(node)(context.scope, jitter));
  const nested = expectationIn(node);
  if (nested) return expandNested(nested, context, (kinks) => opaque(node, context, kinks));
  const big = bigOperator(node);
  if (big) return expandBig(big, context);
  const read = syntax(node);
  switch (read.type) {
    case 'name':
      return context.maker.named(read.name);
    case 'index':
      return entryOf(inner(read.target), read.indices, context);
    case 'operator':
      return expandOperator(read.op, read.args, context) ?? opaque(node, context);
    case 'call':
      return (
        expandSpecial(read.name, read.args, context) ??
        expandCall(read.name, read.args.map(inner), context) ??
        opaque(node, context)
      );
    default:
      return opaque(node, context);
  }
}

/** The expression as a function of its sources, about which nothing is known but its values. */
function opaque(node: MathNode, { scope, laws, maker }: Context, kinks: readonly Kink[] = []): Expanded {
  const evaluate = compileOnce(node);
  const names = [...freeRandomNames(node, (name) => laws.has(name))];
  const support = names.flatMap((name) => maker.supportOf(name));
  const inScope = (state: Value[]): Value =>
    evaluate(
      { ...scope, ...Object.fromEntries(names.map((name) => [name, maker.valueOf(name, state)])) },
      exactly,
    );
  return maker.ofFunction('', inScope, support, kinks);
}

function expandBig(big: NonNullable<ReturnType<typeof bigOperator>>, context: Context): Expanded {
  const bounds = [big.from, big.to].map((end) => fixedValue(expand(end, { ...context, jitter: exactly })));
  const [first, last] = bounds.map((end) => (end === undefined ? Number.NaN : (asNumber(end) ?? Number.NaN)));
  if (!Number.isInteger(first) || !Number.isInteger(last) || last < first - 1)
    throw new ShapeError(`${big.name} from ${big.from} to ${big.to} is not defined here`);
  let result: Expanded | undefined;
  for (let i = first; i <= last; i++) {
    const term = expand(big.term, { ...context, scope: { ...context.scope, [big.index]: i } });
    const join = big.name === 'sum' ? sum : product;
    result = result === undefined ? term : join(result, term, context.jitter);
  }
  return result ?? single(constant(big.name === 'sum' ? 0 : 1));
}

function entryOf(target: Expanded, indices: readonly MathNode[], context: Context): Expanded {
  const places = indices.map((index) => {
    const value = fixedValue(expand(index, { ...context, jitter: exactly }));
    return value === undefined ? undefined : asNumber(value);
  });
  const [i, j] = places;
  if (places.includes(undefined)) return entryAtRandom(target, indices, context);
  if (target.kind === 'sequence' && j === undefined) {
    const item = target.items[(i as number) - target.first];
    if (item) return item;
    throw new ShapeError(
      `there is no item ${i} in a sequence from ${target.first} to ${target.first + target.items.length - 1}`,
    );
  }
  if (target.kind !== 'entries') throw new ShapeError(`${shapeText(target)} has no entries`);
  const [row, entry] = j === undefined && target.rows === 1 ? [1, i as number] : [i as number, j ?? 1];
  const isPlace = j !== undefined || target.rows === 1 || target.columns === 1;
  const found = target.entries[(row - 1) * target.columns + entry - 1];
  if (isPlace && found && row >= 1 && entry >= 1 && row <= target.rows && entry <= target.columns)
    return single(found);
  throw new ShapeError(`there is no entry ${places.join(', ')} in ${shapeText(target)}`);
}

/** The item at a random index. */
function entryAtRandom(target: Expanded, indices: readonly MathNode[], context: Context): Expanded {
  const places = indices.map((index) => expand(index, { ...context, jitter: exactly }));
  return context.maker.ofIndex(target, places);
}

function expandOperator(op: string, args: readonly MathNode[], context: Context): Expanded | undefined {
  const { jitter, maker } = context;
  const [a, b] = args.map((arg) =>
    expand(arg, op === '^' && arg === args[1] ? { ...context, jitter: exactly } : context),
  );
  if (b === undefined) {
    if (op === '-') return negated(a);
    if (op === '+') return a;
    return op === "'" ? transposed(a) : undefined;
  }
  const quotient = (x: Expansion, y: Expansion) => maker.quotient(x, y, jitter);
  switch (op) {
    case '+':
      return sum(a, b, jitter);
    case '-':
      return difference(a, b, jitter);
    case '*':
      return product(a, b, jitter);
    case '.*':
      return combined(a, op, b, (x, y) => times(x, y, jitter), true);
    case './':
      return combined(a, op, b, quotient, true);
    case '/': {
      const by = scalarOf(b);
      if (!by) throw new ShapeError(`${shapeText(a)} / ${shapeText(b)} is not defined`);
      return a.kind === 'identity' ? undefined : mapEntries(a, (entry) => quotient(entry, by));
    }
    case '^':
      return powerOf(args[0], a, b, context);
    case '.^': {
      const exponent = scalarOf(b);
      return exponent && mapEntries(a, (entry) => maker.power(entry, exponent, jitter));
    }
    default:
      return comparison(op, a, b, context);
  }
}

function powerOf(base: MathNode, a: Expanded, b: Expanded, context: Context): Expanded | undefined {
  const { jitter, maker } = context;
  const exponent = scalarOf(b);
  if (!exponent) throw new ShapeError(`${shapeText(a)} ^ ${shapeText(b)} is not defined`);
  const whole = numberOf(exponent);
  const isEven = whole !== undefined && Number.isInteger(whole) && whole > 0 && whole % 2 === 0;
  const under = isEven ? squareUnder(base, context) : undefined;
  if (under) return single(power(under, (whole as number) / 2, jitter));
  const x = scalarOf(a);
  if (x) return single(maker.power(x, exponent, jitter));
  if (whole === undefined || !Number.isInteger(whole) || whole < 1 || a.kind !== 'entries') return undefined;
  if (a.rows !== a.columns) throw new ShapeError(`${shapeText(a)} ^ ${whole} is not defined`);
  return Array.from({ length: whole - 1 }).reduce<Expanded>((all) => product(all, a, jitter), a);
}

/** The square of a norm or an absolute value is a polynomial, which the norm itself is not. */
function squareUnder(base: MathNode, context: Context): Expansion | undefined {
  const read = syntax(base);
  if (read.type !== 'call' || !['norm', 'norm2', 'abs'].includes(read.name) || read.args.length !== 1)
    return undefined;
  const inside = expand(read.args[0], context);
  return inside.kind === 'entries' ? sumOfSquares(inside, context.jitter) : undefined;
}

const sumOfSquares = ({ entries: list }: Entries, jitter: Jitter): Expansion =>
  list.reduce((all, entry) => plus(all, times(entry, entry, jitter), jitter), constant(0));

/** What works on formulas rather than on values. */
function expandSpecial(name: string, args: readonly MathNode[], context: Context): Expanded | undefined {
  if (name === 'select') {
    const condition = expand(args[0], context);
    const known = fixedValue(condition);
    if (known !== undefined) return expand(asNumber(known) ? args[1] : args[2], context);
    const [yes, no] = args.slice(1).map((arg) => expand(arg, context));
    const numbers = [condition, yes, no].flatMap(numbersOf);
    return context.maker.ofFunction(
      '',
      (state) => atState(asNumber(atState(condition, state)) ? yes : no, state),
      supportOf(...numbers),
      kinksOf(...numbers),
    );
  }
  const by = args.length === 2 ? syntax(args[1]) : undefined;
  if (by?.type !== 'name') return undefined;
  if (name === 'diff') return expand(differentiate(args[0], by.name, undefined, 'expectation'), context);
  return name === 'grad' ? expandGradient(args[0], by.name, context) : undefined;
}

function expandGradient(of: MathNode, name: string, context: Context): Expanded | undefined {
  const at = context.scope[name];
  if (at === undefined || typeof at === 'number' || at.kind !== 'dense') return undefined;
  const direction = `${name}__along`;
  const along = differentiate(of, name, direction, 'expectation');
  const slopes = Array.from(at.data, (_, k) => {
    const unit: Value = { ...at, data: at.data.map((_each, i) => (i === k ? 1 : 0)) };
    return scalarOf(expand(along, { ...context, scope: { ...context.scope, [direction]: unit } }));
  });
  if (slopes.includes(undefined)) throw new ShapeError('grad: the expression must be a number');
  return entries(at.rows, at.columns, slopes as Expansion[]);
}
