import { statementsToTex, symbolToTex, toTex } from '../formula';
import type { MimeBundle } from '../show';
import { escapeTex } from './escape-tex';
import { isPattern, type Matcher } from './groups';
import type { Schedule, Settings } from './options';
import type { CheckedRule } from './rule';
import type { FormulaSchedule } from './schedules/schedule';
import { titleOf } from './title';

/** A rule's name, lines, hyper-parameters and source, as LaTeX and as text. */
export function displayRule(rule: CheckedRule, settings: Settings): MimeBundle {
  const { formula, state, scalars, draws } = rule.variant(settings.choices);
  const hyper = Object.entries(settings.hyper).filter(([name]) => formula.scalarsRead.includes(name));
  const parameters = hyper.map(toEquation);
  const groups = groupsOf(settings, (name) => formula.scalarsRead.includes(name));
  const lines = statementsToTex(formula.lines, {
    inputs: ['g', ...Object.keys(draws)],
    state: [...Object.keys(state), ...Object.keys(scalars), 'p'],
  });
  const title = titleOf(rule, settings);
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(title)}}${parameters.length > 0 ? ` \\quad ${parameters.join(',\\; ')}` : ''} \\\\`,
    ...groups.map(({ tex }) => `&${tex} \\\\`),
    ...lines.map((line) => `${line.replace(' = ', ' &= ')} \\\\`),
    ...(rule.source ? [`&\\text{${escapeTex(rule.source)}}`] : []),
    '\\end{aligned}$$',
  ].join('\n');
  const values = hyper.map(inWords);
  const text = [
    `${title}${values.length > 0 ? ` (${values.join(', ')})` : ''}`,
    ...groups.map((group) => `  ${group.text}`),
    ...formula.lines.map((line) => `  ${line}`),
    ...(rule.source ? [rule.source] : []),
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}

/** LaTeX of a number as it is set in formulas. */
export const numberToTex = (value: number): string => toTex(String(value));

/** LaTeX of a hyper-parameter and its value. */
export const toEquation = ([name, value]: [string, number | Schedule]): string =>
  `${symbolToTex(name)} = ${valueToTex(name, value)}`;

/** Text of a hyper-parameter and its value. */
export const inWords = ([name, value]: [string, number | Schedule]): string =>
  `${name} = ${typeof value === 'function' ? scheduleInWords(value) : value}`;

/** What the groups of an optimizer say, of the hyper-parameters that matter. */
export function groupsOf(
  { layers }: Settings,
  matters: (name: string) => boolean = () => true,
): { tex: string; text: string }[] {
  return layers.flat().map(({ variables, hyper }) => {
    const whose = `for ${matcherInWords(variables)}:`;
    const own = Object.entries(hyper).filter(([name]) => matters(name));
    return {
      tex: `\\text{${escapeTex(whose)}} \\quad ${own.map(toEquation).join(',\\; ')}`,
      text: `${whose} ${own.map(inWords).join(', ')}`,
    };
  });
}

/** Which variables a group is for. */
function matcherInWords(variables: Matcher): string {
  if (isPattern(variables)) return String(variables);
  return typeof variables === 'function' ? 'variables that a function chooses' : variables.join(', ');
}

/** The formula of a schedule that has one. */
const scheduleInWords = (schedule: Schedule): string =>
  (schedule as Partial<FormulaSchedule>).expression ?? 'a schedule';

const valueToTex = (name: string, value: number | Schedule): string =>
  typeof value === 'function' ? scheduleToTex(name, value) : numberToTex(value);

function scheduleToTex(name: string, schedule: Schedule): string {
  const { expression } = schedule as Partial<FormulaSchedule>;
  return expression === undefined ? `${symbolToTex(name)}(t)` : toTex(expression);
}
