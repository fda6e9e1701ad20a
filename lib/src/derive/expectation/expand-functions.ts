import { exactly } from '../language/evaluate';
import { functions } from '../language/functions';
import { erf, erfc, normalDensity, normalDistribution, softplus } from '../language/special-functions';
import { ShapeError } from '../language/value';
import { snapped } from './atom-maker';
import type { Context } from './expand';
import {
  atState,
  type Expanded,
  fixedValue,
  mapEntries,
  numbersOf,
  product,
  scalarOf,
  shapeText,
  single,
  transposed,
} from './expanded';
import {
  compiledValue,
  constant,
  type Expansion,
  type Kink,
  kinksOf,
  minus,
  plus,
  supportOf,
  times,
} from './expansion';

type OfNumber = readonly [f: (x: number) => number, levels?: Kink['levels']];

/** Functions that act on each number by itself, with the places where they are not smooth. */
const onNumbers: Readonly<Record<string, OfNumber>> = {
  log: [Math.log, 'zero'],
  sqrt: [Math.sqrt, 'zero'],
  abs: [Math.abs, 'zero'],
  sign: [Math.sign, 'zero'],
  sin: [Math.sin],
  cos: [Math.cos],
  tanh: [Math.tanh, 'zero'],
  atan: [Math.atan, 'zero'],
  erf: [erf, 'zero'],
  erfc: [erfc, 'zero'],
  normcdf: [normalDistribution, 'zero'],
  normpdf: [normalDensity, 'zero'],
  softplus: [softplus, 'zero'],
  sinh: [Math.sinh, 'zero'],
  cosh: [Math.cosh, 'zero'],
  expm1: [Math.expm1, 'zero'],
  floor: [Math.floor, 'whole numbers'],
  ceil: [Math.ceil, 'whole numbers'],
  relu: [(x) => Math.max(0, x), 'zero'],
  sigmoid: [(x) => 1 / (1 + Math.exp(-x)), 'zero'],
};

/** A function of values in which something is random; undefined where nothing is known of it but its values. */
export function expandCall(name: string, args: readonly Expanded[], context: Context): Expanded | undefined {
  const { jitter, maker } = context;
  const [a, b] = args;
  if (args.length === 1 && Object.hasOwn(onNumbers, name)) {
    const [f, levels] = onNumbers[name];
    return mapEntries(a, (entry) => maker.applied(name, f, entry, levels));
  }
  switch (name) {
    case 'exp':
      return mapEntries(a, (entry) => maker.exponential(entry, jitter));
    case 'square':
      return mapEntries(a, (entry) => times(entry, entry, jitter));
    case 'round':
      return mapEntries(a, (entry) => {
        const half = plus(entry, constant(0.5), exactly);
        return maker.applied('round', Math.floor, half, 'whole numbers');
      });
    case 'transpose':
      return transposed(a);
    case 'total':
      return a.kind === 'entries' ? single(totalOf(a.entries, context)) : undefined;
    case 'trace': {
      if (a.kind !== 'entries') return undefined;
      if (a.rows !== a.columns) throw new ShapeError(`trace of ${shapeText(a)} is not defined`);
      return single(
        totalOf(
          a.entries.filter((_, k) => k % (a.rows + 1) === 0),
          context,
        ),
      );
    }
    case 'dot':
      return product(transposed(a), b, jitter);
    case 'outer':
      return product(a, transposed(b), jitter);
    case 'max':
    case 'min':
    case 'clip':
    case 'softmax':
    case 'logsumexp':
      return ofValues(name, args, context, extremeKinks(args, context));
    case 'norm':
    case 'norm1':
    case 'norm2':
    case 'frobenius':
      return ofValues(name, args, context, args.slice(0, 1).flatMap(numbersOf).map(zeroOf));
    case 'select':
      return undefined;
    default:
      return Object.hasOwn(functions, name) ? ofValues(name, args, context, []) : undefined;
  }
}

const totalOf = (list: readonly Expansion[], { jitter }: Context): Expansion =>
  list.reduce((all, entry) => plus(all, entry, jitter), constant(0));

/** Where a number is zero. */
const zeroOf = (entry: Expansion): Kink => ({
  at: compiledValue(entry),
  levels: 'zero',
  support: supportOf(entry),
  continuous: true,
});

/** Where two of the candidates are equal. */
function extremeKinks(args: readonly Expanded[], { jitter }: Context): Kink[] {
  const candidates = args.flatMap(numbersOf);
  return candidates.flatMap((x, i) =>
    candidates.slice(i + 1).map((y): Kink => {
      const gap = minus(x, y, jitter);
      return { at: compiledValue(gap), levels: 'zero', support: supportOf(gap), continuous: true };
    }),
  );
}

function ofValues(
  name: string,
  args: readonly Expanded[],
  { maker }: Context,
  own: readonly Kink[],
): Expanded {
  const numbers = args.flatMap(numbersOf);
  const fixed = args.map(fixedValue);
  return maker.ofFunction(
    '',
    (state) =>
      functions[name].apply(
        args.map((arg, i) => fixed[i] ?? atState(arg, state)),
        exactly,
      ),
    supportOf(...numbers),
    [...kinksOf(...numbers), ...own],
  );
}

const holds: Readonly<Record<string, (gap: number) => boolean>> = {
  '<': (gap) => gap < 0,
  '<=': (gap) => gap <= 0,
  '>': (gap) => gap > 0,
  '>=': (gap) => gap >= 0,
  '==': (gap) => gap === 0,
  '!=': (gap) => gap !== 0,
};

/** The indicator of a comparison; where finitely many outcomes are possible, equality up to rounding is equality. */
export function comparison(op: string, a: Expanded, b: Expanded, { maker }: Context): Expanded | undefined {
  const [x, y] = [scalarOf(a), scalarOf(b)];
  if (op === 'and' || op === 'or') return logical(op, x, y);
  if (!Object.hasOwn(holds, op)) return undefined;
  if (!x || !y) throw new ShapeError(`${op} compares numbers only`);
  const gap = minus(x, y, exactly);
  const whole = maker.isFinite(supportOf(gap));
  return single(
    maker.applied(op, (value) => Number(holds[op](whole ? snappedToZero(value) : value)), gap, 'zero'),
  );
}

const snappedToZero = (x: number) => (snapped(x) === 0 ? 0 : x);

function logical(op: string, x?: Expansion, y?: Expansion): Expanded | undefined {
  if (!x || !y) throw new ShapeError(`${op} joins conditions only`);
  const both = times(x, y, exactly);
  return single(op === 'and' ? both : minus(plus(x, y, exactly), both, exactly));
}
