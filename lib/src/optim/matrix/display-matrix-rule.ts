import type { MimeBundle } from '../../show';
import { groupsOf, inWords, toEquation } from '../display-rule';
import { escapeTex } from '../escape-tex';
import type { Settings } from '../options';
import type { CheckedMatrixRule } from './matrix-rule';

/** A matrix rule's name, lines, hyper-parameters and source, as LaTeX and as text. */
export function displayMatrixRule(rule: CheckedMatrixRule, settings: Settings): MimeBundle {
  const { choices } = settings;
  const hyper = Object.entries(settings.hyper);
  const groups = groupsOf(settings);
  const title = [rule.name, ...Object.entries(choices).map(([name, value]) => `${name} = ${value}`)];
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(title.join(', '))}} \\\\`,
    `&${hyper.map(toEquation).join(',\\; ')} \\\\`,
    ...groups.map(({ tex }) => `&${tex} \\\\`),
    ...rule.tex(choices).map((line) => `${line.replace(' = ', ' &= ')} \\\\`),
    `&\\text{${[rule.notElementwise, rule.source ?? ''].filter(Boolean).map(escapeTex).join('} \\\\\n&\\text{')}}`,
    '\\end{aligned}$$',
  ].join('\n');
  const text = [
    `${title.join(', ')} (${hyper.map(inWords).join(', ')})`,
    ...groups.map((group) => `  ${group.text}`),
    ...rule.text(choices).map((line) => `  ${line}`),
    rule.notElementwise,
    ...(rule.source ? [rule.source] : []),
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}
