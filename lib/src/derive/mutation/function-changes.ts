import { FunctionNode, type MathNode } from 'mathjs';
import { bigOperator } from '../../formula/nodes';
import { averageChanges } from '../expectation/mutations';
import { expectationIn } from '../expectation/names';
import { type Change, shifted } from './nodes';

export const extrema: Readonly<Record<string, string>> = { argmin: 'argmax', argmax: 'argmin' };
const pairs: Readonly<Record<string, string>> = {
  ...extrema,
  max: 'min',
  min: 'max',
  sum: 'prod',
  prod: 'sum',
  eigmin: 'eigmax',
  eigmax: 'eigmin',
  sin: 'cos',
  cos: 'sin',
  exp: 'log',
  log: 'exp',
  sinh: 'cosh',
  cosh: 'sinh',
  erf: 'erfc',
  erfc: 'erf',
  normpdf: 'normcdf',
  normcdf: 'normpdf',
  log1p: 'log',
  expm1: 'exp',
  softplus: 'relu',
  logsumexp: 'max',
  atanh: 'tanh',
  atan: 'atanh',
  frobenius: 'spectralNorm',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  sigmoid: 'tanh',
  tanh: 'sigmoid',
  norm: 'norm1',
  norm1: 'norm',
  trace: 'det',
  det: 'trace',
};
const droppable = new Set(['sqrt', 'abs', 'exp', 'log', 'inv', 'square', 'relu']);

export function callChanges(node: MathNode, name: string, args: MathNode[]): Change[] {
  const averaged = expectationIn(node);
  if (averaged) return averageChanges(averaged);
  const changes: Change[] = [];
  const other = pairs[name];
  if (other) changes.push({ change: `${name} -> ${other}`, replacement: new FunctionNode(other, args) });
  if ((name === 'max' || name === 'min') && args.length > 1) {
    for (const dropped of args) {
      changes.push({
        change: `${dropped} dropped from ${name}`,
        replacement: new FunctionNode(
          name,
          args.filter((arg) => arg !== dropped),
        ),
      });
    }
  }
  if (droppable.has(name) && args.length === 1)
    changes.push({ change: `${name} dropped`, replacement: args[0] });
  if (bigOperator(node)) {
    for (const place of [1, 2]) {
      for (const by of [1, -1] as const) {
        const moved = args.map((arg, i) => (i === place ? shifted(arg, by) : arg));
        changes.push({
          change: `${place === 1 ? 'lower' : 'upper'} bound ${by > 0 ? '+' : '-'} 1`,
          replacement: new FunctionNode(name, moved),
        });
      }
    }
  }
  return changes;
}
