import type { MathNode } from 'mathjs';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError } from '../language/value';
import type { Setting } from './setting';

/** A point, within the assumptions, at which a formula divides by zero. */
export interface Pole {
  point: Scope;
  divisor: string;
}

const pointsTried = 16;
const partners = 5;
/** At a root a continuous divisor is this small beside its values around it; at a jump it is not. */
const rootSize = 1e-9;

/**
 * Looks for a divisor that changes its sign within the assumptions: random points never meet its root, and algebra
 * cancels it. One name at a time is moved between the values it has at two points, and the root found by bisection.
 */
export function findPole(
  formulas: readonly MathNode[],
  setting: Setting,
  sample: readonly Scope[],
): Pole | undefined {
  const divisors = new Map(formulas.flatMap(divisorsOf).map((part) => [part.toString(), part]));
  for (const [divisor, part] of divisors) {
    const value = numberAt(compileExpression(part, 'derivation'));
    const names = [...freeNames(part)].filter((name) => movable(setting, name, part));
    for (const [i, point] of sample.slice(-pointsTried).entries()) {
      for (const name of names) {
        for (let k = 1; k <= partners; k++) {
          const other = asNumber(sample[(i + 7 * k) % sample.length][name]);
          const root = other === undefined ? undefined : rootBetween(setting, point, name, other, value);
          if (root) return { point: root, divisor };
        }
      }
    }
  }
  return undefined;
}

const movable = (setting: Setting, name: string, divisor: MathNode) => {
  const assumption = setting.assumptions[name];
  const isFree = assumption?.kind === 'number' && assumption.definition === undefined;
  return isFree && !assumption.integer && freeNames(divisor).has(name);
};

/** What a formula divides by, in factors; not within sums, whose index is no name, nor within the branches of a choice. */
function divisorsOf(node: MathNode): MathNode[] {
  if (bigOperator(node)) return [];
  const read = syntax(node);
  if (read.type === 'index') return [];
  if (read.type === 'call') {
    if (['select', 'diff', 'grad', 'hessian', 'E', 'Var', 'Cov', 'P'].includes(read.name)) return [];
    return read.args.flatMap(divisorsOf);
  }
  if (read.type !== 'operator') return [];
  const inside = read.args.flatMap(divisorsOf);
  if (read.op === '/' || read.op === './') return [...factorsOf(read.args[1]), ...inside];
  const negative = read.op === '^' && isNegative(read.args[1]);
  return negative ? [...factorsOf(read.args[0]), ...inside] : inside;
}

function isNegative(exponent: MathNode): boolean {
  const read = syntax(exponent);
  return read.type === 'operator' && read.op === '-' && read.args.length === 1
    ? syntax(read.args[0]).type === 'constant'
    : false;
}

/** The parts whose zeros are the zeros of a product, a power, a root or an absolute value. */
function factorsOf(node: MathNode): MathNode[] {
  const read = syntax(node);
  if (read.type === 'constant') return [];
  if (read.type === 'operator' && ['*', '.*', '/', './'].includes(read.op)) {
    return read.op.endsWith('*') ? read.args.flatMap(factorsOf) : factorsOf(read.args[0]);
  }
  if (read.type === 'operator' && (read.op === '^' || (read.op === '-' && read.args.length === 1)))
    return factorsOf(read.args[0]);
  if (read.type === 'call' && ['abs', 'sqrt', 'square'].includes(read.name)) return factorsOf(read.args[0]);
  return [node];
}

const numberAt = (evaluate: Evaluate) => (scope: Scope) => {
  try {
    return asNumber(evaluate(scope, exactly)) ?? Number.NaN;
  } catch (error) {
    if (error instanceof ShapeError) return Number.NaN;
    throw error;
  }
};

/** The root without the rounding of the search: a value that the assumptions exclude is no pole. */
const tidied = (x: number, span: number) =>
  Math.abs(x) < rootSize * Math.max(span, 1) ? 0 : Number(x.toPrecision(9));

function rootBetween(
  setting: Setting,
  point: Scope,
  name: string,
  other: number,
  value: (scope: Scope) => number,
): Scope | undefined {
  let low = asNumber(point[name]) as number;
  let high = other;
  const at = (x: number) => setting.changed(point, name, x);
  const there = at(high);
  const [first, last] = [value(point), there ? value(there) : Number.NaN];
  if (!(first * last < 0)) return undefined;
  let root = point;
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    const scope = at(middle);
    if (scope === undefined) return undefined;
    root = scope;
    const found = value(scope);
    if (found === 0 || middle === low || middle === high) break;
    if (found * first > 0) low = middle;
    else high = middle;
  }
  const isRoot = Math.abs(value(root)) <= rootSize * Math.min(Math.abs(first), Math.abs(last));
  return isRoot && at(tidied((low + high) / 2, Math.abs(other - low))) ? root : undefined;
}
