import { ConstantNode, type MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import { differentiate } from '../language/differentiate';
import { replaceName } from '../language/substitute';
import { attempted } from './attempt';
import type { MatrixFacts } from './matrices/letters';
import { normalForm, type Proof } from './normal-form';
import { beginProof, type Knowledge, provedEqual } from './prove';
import { signOf } from './signs';

const smoothFunctions = new Set(['exp', 'log', 'sin', 'cos', 'tanh', 'sigmoid', 'square']);
const smoothOperators = new Set(['+', '-', '*', '/', '.*', './']);

/**
 * Whether a formula has all its derivatives wherever it is defined: the rules for kinks and jumps leave those out, and a
 * root has a kink where what is under it touches zero.
 */
function isSmooth(formula: MathNode, variable: string, proof: Proof): boolean {
  if (!freeNames(formula).has(variable)) return true;
  if (bigOperator(formula)) return false;
  const read = syntax(formula);
  const all = (parts: MathNode[]) => parts.every((part) => isSmooth(part, variable, proof));
  if (read.type === 'name') return true;
  if (read.type === 'call' && read.name === 'sqrt') return all(read.args) && isPositive(read.args[0], proof);
  if (read.type === 'call') return smoothFunctions.has(read.name) && all(read.args);
  if (read.type !== 'operator') return false;
  if (read.op !== '^' && read.op !== '.^') return smoothOperators.has(read.op) && all(read.args);
  const exponent = syntax(read.args[1]);
  const whole = exponent.type === 'constant' && Number.isInteger(exponent.value);
  return all(read.args) && (whole || isPositive(read.args[0], proof));
}

const isPositive = (formula: MathNode, proof: Proof) => signOf(normalForm(formula, proof), proof) === 1;

/** A name that no author writes, for the direction of a derivative. */
const direction = 'direction__of';

/** A direction has the shape of what moves along it, not what else holds of that. */
const shapeOf = ({ rows, columns, symmetric }: MatrixFacts): MatrixFacts => ({ rows, columns, symmetric });

/** Whether the slope by a number, or by a vector or a matrix in every direction, is zero at a place, whatever the other names are. */
export function provedStationary(
  objective: MathNode,
  variable: string,
  place: MathNode,
  knowledge: Knowledge,
): boolean {
  const facts = knowledge.matrices.get(variable);
  const along: Knowledge = facts
    ? {
        ...knowledge,
        matrices: new Map(knowledge.matrices).set(direction, shapeOf(facts)),
        matrixNames: new Set(knowledge.matrixNames).add(direction),
      }
    : knowledge;
  try {
    const slope = differentiate(objective, variable, facts && direction, 'argmin');
    return provedEqual(replaceName(slope, variable, place), new ConstantNode(0), along);
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}

/**
 * Whether the second derivative by a number is positive wherever it is defined: on an interval, a place where the slope
 * is zero is then the only minimum.
 */
export function provedStrictlyConvex(objective: MathNode, variable: string, knowledge: Knowledge): boolean {
  const proved = attempted((exponents) => {
    const proof = beginProof(knowledge, exponents);
    if (!isSmooth(objective, variable, proof)) return false;
    const slope = differentiate(objective, variable, undefined, 'argmin');
    return signOf(normalForm(differentiate(slope, variable, undefined, 'argmin'), proof), proof) === 1;
  });
  return proved ?? false;
}
