import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames } from '../../formula/nodes';
import { checkRandom } from '../expectation/check-random';
import type { Setting } from '../points/setting';
import { compileExpression, constants } from './evaluate';
import { nameRemedy } from './other-notations';
import { refuseCalls } from './refusals';

/**
 * Checks an expression before it is ever evaluated: its functions and operators are known and its names declared.
 *
 * @throws InvalidInput naming the first that is not
 */
export function checkNames(node: MathNode, setting: Setting, subject: string): MathNode {
  refuseCalls(node, setting, subject);
  compileExpression(node, subject);
  for (const name of freeNames(node)) {
    if (Object.hasOwn(setting.assumptions, name) || Object.hasOwn(constants, name)) continue;
    throw new InvalidInput({
      subject,
      given: node.toString(),
      allowed:
        setting.declared.length > 0
          ? `an expression of the declared names ${setting.declared.join(', ')}`
          : 'an expression without names, since none is declared',
      remedy: nameRemedy(name, node.toString(), setting.declared),
    });
  }
  checkRandom(node, setting, subject);
  return node;
}
