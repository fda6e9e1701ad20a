import { InvalidInput } from '../../errors';
import { matcherOf, numbersOf, plainMatcher, revivedAll } from '../config';
import { isRuleOptimizer, type RuleOptimizer } from '../rule-optimizer';
import { restoredOptimizer, type SavedOptimizer, savedOptimizer } from '../saved-optimizer';
import type { Composition } from './chain-optimizer';
import { type Transform, transforms } from './transform';

/** A part of a composed optimizer as plain data. */
type PlainPart =
  | { transform: string; options: Record<string, unknown>; mask?: ReturnType<typeof plainMatcher> }
  | SavedOptimizer;

/** A composed optimizer as plain data. */
type PlainComposition = { parts: PlainPart[] } | { every: number; optimizer: PlainPart };

/**
 * @throws InvalidInput for a schedule or a mask that is a function, which no file can hold
 */
export function partsConfig(composition: Composition): PlainComposition {
  if ('parts' in composition) return { parts: composition.parts.map(plain) };
  return { every: composition.every, optimizer: plain(composition.optimizer) };
}

function plain(part: Transform | RuleOptimizer): PlainPart {
  if (isRuleOptimizer(part)) return savedOptimizer(part);
  const { name } = part.definition;
  const { hyper, choices } = part.settings;
  return {
    transform: name,
    options: { ...numbersOf(name, hyper), ...choices, seed: part.seed },
    ...(part.mask === undefined ? {} : { mask: plainMatcher(`${name}: the mask`, part.mask) }),
  };
}

/** What {@link partsConfig} wrote, made again: one part. */
export function restoredPart(part: PlainPart): Transform | RuleOptimizer {
  if ('transform' in part) {
    const make = transforms.get(part.transform);
    if (make)
      return make({ ...revivedAll(part.options), ...(part.mask ? { mask: matcherOf(part.mask) } : {}) });
    throw new InvalidInput({
      subject: 'a saved chain: transformation',
      given: part.transform,
      allowed: `one that has been defined: ${[...transforms.keys()].join(', ')}`,
      remedy: 'Define it by transform({ name, ... }) before the chain is loaded.',
    });
  }
  return restoredOptimizer('chain', part) as RuleOptimizer;
}
