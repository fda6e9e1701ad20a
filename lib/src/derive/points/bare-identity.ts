import type { MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';
import type { Setting } from './setting';

/** What a formula surely is, whatever the values of its names: a multiple of the bare I, a number, or neither surely. */
type Kind = 'identity' | 'number' | 'other';

const clash =
  'the identity I is a matrix, which a number is not: write c*I for a matrix, or identity(1) for the number 1';

/** Functions whose value is a number whatever they are given, and those that take numbers to numbers. */
const toNumbers = new Set(['norm', 'trace', 'det', 'dot']);
const ofNumbers = new Set('exp log sqrt abs sin cos tanh relu sigmoid sign max min'.split(' '));
const scaling = new Set(['*', '.*', '/', '^', "'"]);

/**
 * Why sides cannot be compared, nor what they are made of added: the bare I has no size of its own, so that beside a
 * number it would silently be the number 1. A matrix of one entry, as inv(A)*A of size 1, has a size and may stand beside both.
 */
export function identityBesideNumber(sides: readonly MathNode[], setting: Setting): string | undefined {
  let found = false;
  const together = (kinds: readonly Kind[]): Kind => {
    if (kinds.includes('identity') && kinds.includes('number')) found = true;
    return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : 'other';
  };
  const kindOf = (node: MathNode, bound: readonly string[] = []): Kind => {
    const big = bigOperator(node);
    if (big) return kindOf(big.term, [...bound, big.index]);
    const read = syntax(node);
    switch (read.type) {
      case 'constant':
        // Zero is zero in every shape.
        return read.value === 0 ? 'other' : 'number';
      case 'name':
        if (bound.includes(read.name) || read.name === 'pi' || read.name === 'e') return 'number';
        if (read.name === 'I' && !Object.hasOwn(setting.assumptions, 'I')) return 'identity';
        return setting.knowledge.scalars.has(read.name) ? 'number' : 'other';
      case 'operator': {
        const kinds = read.args.map((arg) => kindOf(arg, bound));
        if (read.op === '+' || read.op === '-') return together(kinds);
        if (kinds.every((kind) => kind === 'number')) return 'number';
        const isScaled = scaling.has(read.op) && !kinds.includes('other');
        return isScaled && kinds.includes('identity') ? 'identity' : 'other';
      }
      case 'call': {
        const kinds = read.args.map((arg) => kindOf(arg, bound));
        if (toNumbers.has(read.name)) return 'number';
        if (read.name === 'inv') return kinds[0] ?? 'other';
        return ofNumbers.has(read.name) && kinds.every((kind) => kind === 'number') ? 'number' : 'other';
      }
      default:
        return 'other';
    }
  };
  together(sides.map((side) => kindOf(side)));
  return found ? clash : undefined;
}
