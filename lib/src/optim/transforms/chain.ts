import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import { isRuleOptimizer, type RuleOptimizer } from '../rule-optimizer';
import { ChainOptimizer } from './chain-optimizer';
import { fragmentOf } from './fragment';
import { assignment, namesIn } from './lines';
import { merge } from './merge';
import { Transform } from './transform';

/**
 * Chains transformations and one optimizer into one optimizer: one formula, which runs as one fused step, shows as one
 * and is saved as one.
 *
 * The parts run in their order: those before the optimizer change its gradient (clip, then decay, is not decay, then
 * clip), those after it see its new weights. Where two parts use one name for different things, the later part's is
 * numbered: wd, wd2.
 *
 * @throws InvalidInput for what is no part, for no optimizer or two, and for a part that has to stand on the other side
 *   of the optimizer
 * @example
 * ```ts
 * const optimizer = chain(clipByGlobalNorm(1), l2(0.1), gradientDescent({ lr: 0.5 }));
 * optimizer.formula.lines
 * // [ 'scale = min(1, c/(globalNorm(g) + 1e-6))', 'ghat = scale*g', 'gtilde = ghat + wd*p', 'p = p - lr*gtilde' ]
 * ```
 */
export function chain(...parts: readonly (Transform | RuleOptimizer)[]): ChainOptimizer {
  for (const [i, part] of parts.entries()) {
    if (part instanceof Transform || isRuleOptimizer(part)) continue;
    const allowed =
      'a transformation such as clipByGlobalNorm(1), or an optimizer such as adam({ lr: 1e-3 })';
    throw new InvalidInput({ subject: `chain: part ${i + 1}`, given: part, allowed });
  }
  const optimizers = parts.filter(isRuleOptimizer);
  if (optimizers.length !== 1) {
    const given = described(optimizers.length === 0 ? 'none' : `${optimizers.length}`);
    const allowed = 'exactly one, such as adam({ lr: 1e-3 })';
    throw new InvalidInput({ subject: 'chain: the optimizers among the parts', given, allowed });
  }
  const [optimizer] = optimizers;
  const rule = fragmentOf(optimizer);
  const at = parts.indexOf(optimizer);
  const fragments = parts.map((part, i) => {
    if (!(part instanceof Transform)) return rule;
    checkPlace(part, i < at ? 'before' : 'after');
    const missing = part.fragment.uses.find((name) => !Object.hasOwn(rule.hyper, name));
    if (missing !== undefined) {
      const subject = `chain: the hyper-parameters of ${rule.name}`;
      const given = described(`without ${missing}`);
      throw new InvalidInput({
        subject,
        given,
        allowed: `with ${missing}, which ${part.fragment.name} reads`,
      });
    }
    return part.fragment;
  });
  const name = fragments.map((fragment) => fragment.name).join(', ');
  return new ChainOptimizer(merge(fragments, rule, name), optimizer, { parts });
}

function checkPlace({ definition, fragment }: Transform, place: 'before' | 'after'): void {
  const assignments = fragment.lines.map(assignment);
  const needed =
    definition.place ??
    (assignments.some(({ target }) => target === 'g')
      ? 'before'
      : assignments.some(({ value }) => namesIn(value).has('before'))
        ? 'after'
        : place);
  if (needed === place) return;
  throw new InvalidInput({
    subject: `chain: ${definition.name}`,
    given: described(`${place} the optimizer`),
    allowed: `${needed} it`,
    remedy: needed === 'before' ? 'It changes the gradient.' : 'It looks at the weights after the step.',
  });
}
