import { ConstantNode, FunctionNode, type MathNode, OperatorNode, SymbolNode } from 'mathjs';
import { freeNames } from '../../formula/nodes';
import { type Expectation, expectationIn, freeRandomNames } from '../expectation/names';
import { unfoldAbbreviations } from '../language/unfold';
import { drawsMean } from './draws-mean';
import { exponentialMean } from './exponential-mean';
import { one } from './fraction';
import { type MatrixForm, subtractForms } from './matrices/form';
import { transposedForm } from './matrices/inverse';
import { type Form, isMatrix, matrixForm, settled } from './matrices/matrix-form';
import { multiplyForms } from './matrices/product';
import { meanOfForm, meanOfNumbers } from './matrices/word-means';
import { opaque, type Proof } from './normal-form';
import { type Monomial, polynomial, Unprovable } from './polynomial';
import { exchangeableMean, onlyOwnDraws } from './products-of-sums';
import {
  addRational,
  equalRational,
  fromFraction,
  fromPolynomial,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';
import { reduced } from './reduce';
import { sumOverIndex } from './sum-form';

/**
 * The normal form of an expectation, by linearity, the independence of different names and of different draws, and the
 * moments of each distribution. What has no known moment stays an atom, the same for equal arguments.
 */
export function expectationForm({ operator, args, over }: Expectation, proof: Proof): Form {
  const isRandom = (name: string) => proof.random.has(name) && !proof.bound.some(([index]) => index === name);
  const open = args.map((arg) => unfoldAbbreviations(arg, proof));
  const listed = over.map((name) => name.toString());
  const found = open.flatMap((arg) => [...freeRandomNames(arg, isRandom)]);
  const names = new Set(listed.length > 0 ? listed : found);
  const index = [...names].find((name) => isRandomIndex(name, proof) && open.some((arg) => reads(arg, name)));
  if (index !== undefined && (operator === 'E' || operator === 'P'))
    return overIndex(index, open[0], names, proof);
  const mean = (form: RationalFunction) => meanForm(form, names, proof);
  const forms = open.map((arg) => {
    const form = matrixForm(arg, proof);
    return isMatrix(form) ? form : reduced(form, proof);
  });
  if (operator === 'E' || operator === 'P') {
    const [form] = forms;
    return isMatrix(form) ? settled(meanOfForm(form, names, proof), proof) : mean(form);
  }
  if (index !== undefined) throw new Unprovable('the variance over a random index');
  const [a, b] = operator === 'Var' ? [forms[0], forms[0]] : forms;
  if (isMatrix(a) && isMatrix(b) && operator === 'Cov') return crossCovariance(a, b, names, proof);
  if (isMatrix(a) || isMatrix(b)) throw new Unprovable('the variance of a vector');
  const product = mean(multiplyRational(a, b));
  return addRational(product, negateRational(multiplyRational(mean(a), mean(b))));
}

/** Cov(a, b) = E(a b') - E(a) E(b)' for column vectors. */
function crossCovariance(a: MatrixForm, b: MatrixForm, names: ReadonlySet<string>, proof: Proof): Form {
  if (a.columns !== 1 || b.columns !== 1) throw new Unprovable('the covariance of matrices');
  const mean = (form: MatrixForm) => meanOfForm(form, names, proof);
  const outer = (x: MatrixForm, y: MatrixForm) => multiplyForms(x, transposedForm(y, proof), proof);
  return subtractForms(mean(outer(a, b)), outer(mean(a), mean(b)), proof);
}

const reads = (node: MathNode, name: string) => freeRandomNames(node, (each) => each === name).size > 0;

function isRandomIndex(name: string, { random }: Proof): boolean {
  const law = random.get(name);
  return law?.shape === 'single' && law.from !== undefined && 'low' in law.from;
}

/** E over a whole number i that is uniform from low to high is the sum over i divided by their number. */
function overIndex(name: string, arg: MathNode, names: ReadonlySet<string>, proof: Proof): Form {
  const range = proof.random.get(name)?.from;
  if (!range || !('low' in range)) throw new Unprovable('no range');
  const nested = arg.filter((part) => expectationIn(part) !== undefined);
  if (nested.some((part) => freeNames(part).has(name)))
    throw new Unprovable(`an average over ${name} in another`);
  const others = [...names].filter((each) => each !== name && reads(arg, each));
  const inner =
    others.length > 0 ? new FunctionNode('E', [arg, ...others.map((each) => new SymbolNode(each))]) : arg;
  const total = new FunctionNode('sum', [new SymbolNode(name), range.low, range.high, inner]);
  const count = new OperatorNode('+', 'add', [
    new OperatorNode('-', 'subtract', [range.high, range.low]),
    new ConstantNode(1),
  ]);
  return matrixForm(new OperatorNode('/', 'divide', [total, count]), proof);
}

const empty = fromPolynomial(new Map());
const unit = fromFraction(one);
const ofMonomial = (monomial: Monomial) => fromPolynomial(polynomial([{ monomial, coefficient: one }]));

/** The mean, term by term. */
function meanForm(form: RationalFunction, names: ReadonlySet<string>, proof: Proof): RationalFunction {
  const { table } = proof;
  const touches = (atom: number) => [...table.atoms[atom].names].some((name) => names.has(name));
  const divisors = [...form.factors.values()].flatMap(({ rest }) => [...rest.values()]);
  if (divisors.some(({ monomial }) => monomial.some(([atom]) => touches(atom))))
    return unknownMean(form, names, proof);
  let result = empty;
  for (const { monomial, coefficient } of form.numerator.values()) {
    const fixed: RationalFunction = {
      numerator: polynomial([{ monomial: monomial.filter(([atom]) => !touches(atom)), coefficient }]),
      factors: form.factors,
    };
    const random = monomial.filter(([atom]) => touches(atom));
    const parts = independentParts(random, names, proof);
    const mean = parts.map((part) => partMean(part, names, proof)).reduce(multiplyRational, unit);
    result = addRational(result, multiplyRational(fixed, mean));
  }
  return result;
}

/** A mean of which nothing is known but that equal functions have equal means. */
function unknownMean(form: RationalFunction, names: ReadonlySet<string>, proof: Proof): RationalFunction {
  const present = [...proof.table.namesIn(form)].filter((name) => names.has(name)).sort();
  return opaque('mean', present.join(' '), [form], proof);
}

/** The factors of a product that share no random name are independent. */
function independentParts(monomial: Monomial, names: ReadonlySet<string>, { table }: Proof): Monomial[] {
  let groups: { names: Set<string>; part: [number, number][] }[] = [];
  for (const [atom, exponent] of monomial) {
    const own = new Set([...table.atoms[atom].names].filter((name) => names.has(name)));
    const touching = groups.filter((group) => [...own].some((name) => group.names.has(name)));
    groups = [
      ...groups.filter((group) => !touching.includes(group)),
      {
        names: new Set([...own, ...touching.flatMap((group) => [...group.names])]),
        part: [...touching.flatMap(({ part }) => part), [atom, exponent]],
      },
    ];
  }
  return groups.map(({ part }) => [...part].sort(([x], [y]) => x - y));
}

function partMean(part: Monomial, names: ReadonlySet<string>, proof: Proof): RationalFunction {
  return (
    drawsMean(part, proof) ??
    sumsMean(part, names, proof) ??
    exponentialMean(part, names, proof) ??
    meanOfNumbers(part, names, (form, rest) => meanForm(form, rest, proof), proof) ??
    unknownMean(ofMonomial(part), names, proof)
  );
}

/**
 * The mean of one sum, or of the product of two sums over the same range of terms of which those with different indices
 * are independent: E(S T) = E(S) E(T) + sum of (E(s t) - E(s) E(t)).
 */
function sumsMean(part: Monomial, names: ReadonlySet<string>, proof: Proof): RationalFunction | undefined {
  const { atoms } = proof.table;
  const sums = part.flatMap(([atom, exponent]) =>
    exponent === 1 || exponent === 2 ? Array.from({ length: exponent }, () => atoms[atom]) : [undefined],
  );
  if (sums.length > 2 || sums.some((atom) => atom?.kind !== 'sum')) return undefined;
  const [s, t] = sums as (typeof atoms)[number][];
  const [from, to, term] = s.args;
  if ([from, to].some((end) => [...proof.table.namesIn(end)].some((name) => names.has(name))))
    return undefined;
  const over = (form: RationalFunction) => sumOverIndex(form, s.label, from, to, proof);
  const mean = (form: RationalFunction) => meanForm(form, names, proof);
  if (t === undefined) return over(mean(term));
  if (t.label !== s.label || !equalRational(t.args[0], from) || !equalRational(t.args[1], to))
    return undefined;
  const other = t.args[2];
  const withoutReplacement = exchangeableMean(term, other, s.label, over, proof);
  if (withoutReplacement) return withoutReplacement;
  if (![term, other].every((form) => onlyOwnDraws(form, s.label, names, proof))) return undefined;
  const [first, second] = [mean(term), mean(other)];
  const covariance = addRational(
    mean(multiplyRational(term, other)),
    negateRational(multiplyRational(first, second)),
  );
  return addRational(multiplyRational(over(first), over(second)), over(covariance));
}
