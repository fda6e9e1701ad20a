import type { MathNode } from 'mathjs';
import type { Relation } from '../points/compare';
import type { Setting } from '../points/setting';
import type { Step } from '../step';
import { mutationsOf } from './mutations';

/** One small change of what a step claims beside its expression. */
export interface ClaimMutation {
  change: string;
  claim: Step;
  /** The formula in which something was changed, before and after, where it is one. */
  formula?: { before: MathNode; after: MathNode };
}

const reversed: Readonly<Record<Relation, Relation | undefined>> = {
  '=': undefined,
  '<=': '>=',
  '<': '>',
  '>=': '<=',
  '>': '<',
};

/** A bound in the other direction, an order that is one higher, an exact order one lower, an optimum elsewhere. */
export function claimMutations(step: Step, setting: Setting): ClaimMutation[] {
  const { relation, asymptotic, optimum } = step;
  const mutations: ClaimMutation[] = [];
  const other = reversed[relation];
  if (other && !optimum)
    mutations.push({ change: `${relation} -> ${other}`, claim: { ...step, relation: other } });
  if (asymptotic?.kind === 'order') {
    const { order = 1, remainder } = asymptotic;
    for (const by of remainder === 'Theta' ? [1, -1] : [1]) {
      mutations.push({
        change: `order ${order} -> ${order + by}`,
        claim: { ...step, asymptotic: { ...asymptotic, order: order + by } },
      });
    }
  }
  if (optimum) {
    for (const { change, expression } of mutationsOf(optimum.at, setting)) {
      mutations.push({
        change: `place: ${change}`,
        claim: { ...step, optimum: { ...optimum, at: expression } },
        formula: { before: optimum.at, after: expression },
      });
    }
  }
  return mutations;
}
