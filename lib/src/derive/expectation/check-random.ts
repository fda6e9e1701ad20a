import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { freeNames, syntax } from '../../formula/nodes';
import { unfoldAbbreviations } from '../language/unfold';
import type { Setting } from '../points/setting';
import { expectationIn, freeRandomNames } from './names';

/**
 * Checks that random names stand only where they are bound, and that derivatives meet no distribution that depends on
 * their variable.
 *
 * @throws InvalidInput naming the first that does
 */
export function checkRandom(node: MathNode, setting: Setting, subject: string): void {
  const { random, abbreviations } = setting.knowledge;
  if (random.size === 0) {
    checkNoExpectation(node, subject);
    return;
  }
  const isRandom = (name: string) => random.has(name);
  node.traverse((part) => {
    const over = expectationIn(part)?.over ?? [];
    const wrong = over.find((name) => !isRandom(name.toString()));
    if (wrong === undefined) return;
    throw new InvalidInput({
      subject,
      given: part.toString(),
      allowed: `over random names, here ${[...random.keys()].join(', ')}`,
      remedy: abbreviations.has(wrong.toString())
        ? `${wrong} abbreviates an expression: name what is random in it.`
        : undefined,
    });
  });
  const open = unfoldAbbreviations(node, setting.knowledge);
  const [free] = freeRandomNames(open, isRandom);
  if (free !== undefined) {
    throw new InvalidInput({
      subject,
      given: node.toString(),
      allowed: `a statement about averages, since ${free} is random`,
      remedy: `${free} has a value only inside E(...), Var(...), Cov(..., ...) or P(...).`,
    });
  }
  open.traverse((part) => {
    const read = syntax(part);
    if (read.type !== 'call' || !['diff', 'grad', 'hessian'].includes(read.name) || read.args.length !== 2)
      return;
    checkDerivative(part, read.args[0], read.args[1].toString());
  });

  function checkDerivative(whole: MathNode, of: MathNode, variable: string): void {
    const inside = of.filter((part) => expectationIn(part) !== undefined);
    const bound = new Set(inside.flatMap((part) => [...freeNames(part)].filter(isRandom)));
    const depends = [...bound].find((name) => name === variable || setting.dependsOn(name, variable));
    if (depends === undefined) return;
    throw new InvalidInput({
      subject,
      given: whole.toString(),
      allowed:
        depends === variable
          ? `a derivative by a name that is not averaged over, which ${variable} is`
          : `a derivative under which the distribution stays the same, but that of ${depends} depends on ${variable}`,
      remedy:
        depends === variable
          ? undefined
          : `Reparametrize: write ${depends} by a name whose distribution does not depend on ${variable}, such as mu + sigma*z with z: normal(0, 1).`,
    });
  }
}

function checkNoExpectation(node: MathNode, subject: string): void {
  node.traverse((part) => {
    const over = expectationIn(part)?.over ?? [];
    if (over.length === 0) return;
    throw new InvalidInput({
      subject,
      given: part.toString(),
      allowed: 'over random names, and none is declared',
      remedy: `Declare one by its distribution, for example { ${over[0]}: normal(0, 1) }.`,
    });
  });
}
