import {
  AccessorNode,
  ConstantNode,
  FunctionNode,
  IndexNode,
  type MathNode,
  OperatorNode,
  SymbolNode,
} from 'mathjs';
import type { Distribution } from '../assumptions/distributions';
import { fraction, one } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { Unprovable } from './polynomial';
import {
  addRational,
  fromFraction,
  invertRational,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';

const index = 'item__';

/**
 * Moments of draws from N numbers g, by their power sums: E(b^p) = sum of g^p / N, and of two draws of which the second
 * is without the first E(b^p c^q) = (sum of g^p sum of g^q - sum of g^(p + q)) / (N (N - 1)).
 *
 * @throws Unprovable for what is drawn from something that is not numbers of a known count
 * @see Cochran, "Sampling Techniques", 3rd edition, 1977, sections 2.3 and 2.4
 */
export function poolMoments({ from }: Distribution, proof: Proof) {
  const range = from && ('low' in from ? from : proof.ranges.get(from.sequence));
  if (!from || !range) throw new Unprovable('draws from a pool of no known size');
  const outside: Proof = { ...proof, bound: [] };
  const [low, high] = [range.low, range.high].map((end) => normalForm(end, outside));
  const count = addRational(addRational(high, negateRational(low)), fromFraction(one));
  const item: MathNode =
    'low' in from
      ? new SymbolNode(index)
      : new AccessorNode(new SymbolNode(from.sequence), new IndexNode([new SymbolNode(index)]));
  const powerSum = (k: number): RationalFunction => {
    const term = k === 1 ? item : new OperatorNode('^', 'pow', [item, new ConstantNode(k)]);
    const sum = new FunctionNode('sum', [new SymbolNode(index), range.low, range.high, term]);
    return normalForm(sum, outside);
  };
  const pairs = multiplyRational(count, addRational(count, fromFraction(fraction(-1n))));
  return {
    single: (p: number) => multiplyRational(powerSum(p), invertRational(count)),
    pair: (p: number, q: number) =>
      multiplyRational(
        addRational(multiplyRational(powerSum(p), powerSum(q)), negateRational(powerSum(p + q))),
        invertRational(pairs),
      ),
  };
}
