import type { MathNode } from 'mathjs';
import { freeNames } from '../../formula/nodes';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import { withinReason } from '../language/limits-of-evaluation';
import type { Setting } from './setting';

const compiled = new WeakMap<MathNode, Evaluate>();

function compileOnce(node: MathNode): Evaluate {
  const known = compiled.get(node);
  if (known) return known;
  const made = compileExpression(node, 'derivation');
  compiled.set(node, made);
  return made;
}

/**
 * Compiles a side of a relation so that its jittered evaluations compute the defined names anew: the rounding of a
 * defined value, as of P = X inv(X'X) X', is amplified like any other.
 */
export function compileSide(node: MathNode, setting: Setting): Evaluate {
  const { definitions } = setting.knowledge;
  const used = new Set(freeNames(node));
  for (const name of [...setting.names].reverse()) {
    const formula = used.has(name) ? definitions.get(name) : undefined;
    if (formula) for (const each of freeNames(formula)) used.add(each);
  }
  const defined = setting.names.flatMap((name) => {
    const formula = used.has(name) ? definitions.get(name) : undefined;
    return formula ? [[name, compileOnce(formula)] as const] : [];
  });
  const side = compileOnce(node);
  if (defined.length === 0) return (scope, jitter) => withinReason(() => side(scope, jitter));
  return (scope, jitter) => {
    if (jitter === exactly) return withinReason(() => side(scope, jitter));
    const jittered = { ...scope };
    for (const [name, formula] of defined) jittered[name] = formula(jittered, jitter);
    return withinReason(() => side(jittered, jitter));
  };
}
