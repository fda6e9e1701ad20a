import { InvalidInput } from '../../errors';
import type { Assumption, Assumptions } from '../assumptions';
import { integers } from '../assumptions';
import { constants } from '../language/evaluate';

const largestTried = 4;

/** A size that nobody declared: the claim is about all of them, and a sample holds a few. */
const anySize: Assumption = {
  ...integers(1, largestTried),
  tex: () => `= 1, 2, \\dots \\text{ (tried up to ${largestTried})}`,
  text: `any size (tried up to ${largestTried})`,
};

/** Adds the sizes that shapes name and nobody declared. */
export function withSizes(given: Assumptions): Assumptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidInput({
      subject: 'assumptions',
      given,
      allowed: 'an object such as { b: interval(0, 1) }',
    });
  }
  for (const [name, assumption] of Object.entries(given)) {
    if (!/^[A-Za-z]\w*$/.test(name)) {
      throw new InvalidInput({
        subject: 'assumptions: name',
        given: name,
        allowed: 'a letter followed by letters and digits',
      });
    }
    if (typeof assumption?.draw !== 'function') {
      throw new InvalidInput({
        subject: `assumptions: ${name}`,
        given: assumption,
        allowed:
          'made by interval, reals, positive, nonnegative, integers, vector, unitVector, probabilities, matrix, symmetric, spd, psd, diagonal, orthogonal, sequence, definedAs or a distribution such as normal',
        remedy: typeof assumption === 'function' ? `Call it: { ${name}: reals() }.` : undefined,
      });
    }
  }
  const sizes = new Set(Object.values(given).flatMap((assumption) => [...assumption.sizes]));
  const undeclared = [...sizes].filter((name) => !Object.hasOwn(given, name));
  for (const name of sizes) {
    if (Object.hasOwn(given, name) && !given[name].integer) {
      throw new InvalidInput({
        subject: `assumptions: ${name}`,
        given: given[name].text,
        allowed: 'integers, since it is a size',
        remedy: `Declare { ${name}: integers(1, 4) }, or leave ${name} out: sizes that are not declared are tried from 1 to 4.`,
      });
    }
  }
  return { ...Object.fromEntries(undeclared.map((name) => [name, anySize])), ...given };
}

/** The names, each after those that it needs. */
export function inOrder(assumptions: Assumptions): string[] {
  const order: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (order.includes(name)) return;
    if (path.includes(name)) {
      throw new InvalidInput({
        subject: 'assumptions',
        given: [...path, name].join(' -> '),
        allowed: 'free of circles',
        remedy: `${[...new Set(path)].join(' and ')} ${path.length > 1 ? 'depend on each other' : 'depends on itself'}: leave one of them free.`,
      });
    }
    for (const needed of assumptions[name].needs) {
      if (!Object.hasOwn(assumptions, needed)) {
        if (Object.hasOwn(constants, needed)) continue;
        throw new InvalidInput({
          subject: `assumptions: ${name}`,
          given: assumptions[name].text,
          allowed: 'an assumption on declared names',
          remedy: `Declare ${needed}.`,
        });
      }
      visit(needed, [...path, name]);
    }
    order.push(name);
  };
  for (const name of Object.keys(assumptions)) visit(name, []);
  return order;
}
