import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as optlab from 'optlab';

type Options = Readonly<Record<string, unknown>>;
type AnyRule = (options: Options) => optlab.RuleOptimizer;

/** What each file of the folder of rules exports. */
export const rules = readdirSync(join(__dirname, '../../../../lib/src/optim/rules')).map((file) => {
  const name = file.replace('.ts', '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return (optlab as unknown as Record<string, optlab.Rule<optlab.Hyper, optlab.Choices>>)[name];
});

/** Every variant of every rule: its name, and what makes it with further options. */
export const optimizers = rules.flatMap((rule): [string, AnyRule, optlab.Hyper][] => {
  const { name, hyper, choices = {} } = rule.definition;
  const variants = Object.entries(choices).reduce<Options[]>(
    (all, [key, options]) => all.flatMap((start) => options.map((option) => ({ ...start, [key]: option }))),
    [{}],
  );
  return variants.map((variant) => [
    [name, ...Object.values(variant)].join(' '),
    (options) => rule({ ...variant, ...options } as never),
    hyper,
  ]);
});
