import type { MathNode } from 'mathjs';
import { freeNames } from '../../formula/nodes';
import type { Setting } from './setting';

/** The names that have a part in formulas: those that they read, what these depend on, and what such names alone define. */
export function relevantTo(formulas: readonly MathNode[], setting: Setting): ReadonlySet<string> {
  const { assumptions, names } = setting;
  const used = new Set<string>();
  const use = (name: string) => {
    if (used.has(name) || !Object.hasOwn(assumptions, name)) return;
    used.add(name);
    assumptions[name].needs.forEach(use);
  };
  for (const formula of formulas) freeNames(formula).forEach(use);
  const follows = (name: string) => {
    const { definition, needs } = assumptions[name];
    return definition !== undefined && needs.length > 0 && needs.every((each) => used.has(each));
  };
  for (const name of names) if (follows(name)) used.add(name);
  return used;
}
