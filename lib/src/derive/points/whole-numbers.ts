import type { MathNode } from 'mathjs';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import type { Setting } from './setting';

const operators = new Set(['+', '-', '*', '.*', '<', '<=', '>', '>=', '==', '!=', 'and', 'or']);
const functions = new Set([
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'max',
  'min',
  'relu',
  'square',
  'select',
]);

/** Whether a formula of small whole numbers is computed without rounding, so that equal results are equal values. */
export function computesExactly(formula: MathNode, setting: Setting): boolean {
  if ([...freeNames(formula)].some((name) => setting.knowledge.definitions.has(name))) return false;
  return isExact(formula);
}

function isExact(formula: MathNode): boolean {
  if (bigOperator(formula)) return false;
  const read = syntax(formula);
  if (read.type === 'constant') return Number.isInteger(read.value);
  if (read.type === 'name') return true;
  if (read.type === 'operator') return operators.has(read.op) && read.args.every(isExact);
  return read.type === 'call' && functions.has(read.name) && read.args.every(isExact);
}
