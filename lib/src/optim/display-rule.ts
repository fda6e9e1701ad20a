import { statementsToTex, symbolToTex, toTex } from '../formula';
import type { MimeBundle } from '../show';
import type { Schedule, Settings } from './options';
import type { CheckedRule } from './rule';
import type { FormulaSchedule } from './schedules/schedule';
import { titleOf } from './title';

/** A rule's name, lines, hyper-parameters and source, as LaTeX and as text. */
export function displayRule(rule: CheckedRule, settings: Settings): MimeBundle {
  const { formula, state, scalars, draws } = rule.variant(settings.choices);
  const hyper = Object.entries(settings.hyper).filter(([name]) => formula.scalarsRead.includes(name));
  const parameters = hyper.map(([name, value]) => `${symbolToTex(name)} = ${valueToTex(name, value)}`);
  const lines = statementsToTex(formula.lines, {
    inputs: ['g', ...Object.keys(draws)],
    state: [...Object.keys(state), ...Object.keys(scalars), 'p'],
  });
  const title = titleOf(rule, settings);
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(title)}}${parameters.length > 0 ? ` \\quad ${parameters.join(',\\; ')}` : ''} \\\\`,
    ...lines.map((line) => `${line.replace(' = ', ' &= ')} \\\\`),
    ...(rule.source ? [`&\\text{${escapeTex(rule.source)}}`] : []),
    '\\end{aligned}$$',
  ].join('\n');
  const values = hyper.map(
    ([name, value]) => `${name} = ${typeof value === 'function' ? scheduleInWords(value) : value}`,
  );
  const text = [
    `${title}${values.length > 0 ? ` (${values.join(', ')})` : ''}`,
    ...formula.lines.map((line) => `  ${line}`),
    ...(rule.source ? [rule.source] : []),
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}

/** The formula of a schedule that has one. */
const scheduleInWords = (schedule: Schedule): string =>
  (schedule as Partial<FormulaSchedule>).expression ?? 'a schedule';

const valueToTex = (name: string, value: number | Schedule): string =>
  typeof value === 'function' ? scheduleToTex(name, value) : toTex(String(value));

function scheduleToTex(name: string, schedule: Schedule): string {
  const { expression } = schedule as Partial<FormulaSchedule>;
  return expression === undefined ? `${symbolToTex(name)}(t)` : toTex(expression);
}

const escapeTex = (text: string): string =>
  text.replace(/[\\{}$&#%_^~]/g, (character) => (/[\\^~]/.test(character) ? ' ' : `\\${character}`));
