import { symbolToTex, toTex } from '../../formula';
import type { MimeBundle } from '../../show';
import { escapeTex } from '../display-rule';
import type { Settings } from '../options';
import type { CheckedMatrixRule } from './matrix-rule';

/** A matrix rule's name, lines, hyper-parameters and source, as LaTeX and as text. */
export function displayMatrixRule(rule: CheckedMatrixRule, { hyper, choices }: Settings): MimeBundle {
  const title = [rule.name, ...Object.entries(choices).map(([name, value]) => `${name} = ${value}`)];
  const parameters = Object.entries(hyper).map(([name, value]) =>
    typeof value === 'function'
      ? `${symbolToTex(name)}(t)`
      : `${symbolToTex(name)} = ${toTex(String(value))}`,
  );
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(title.join(', '))}} \\\\`,
    `&${parameters.join(',\\; ')} \\\\`,
    ...rule.tex(choices).map((line) => `${line.replace(' = ', ' &= ')} \\\\`),
    `&\\text{${[rule.notElementwise, rule.source ?? ''].filter(Boolean).map(escapeTex).join('} \\\\\n&\\text{')}}`,
    '\\end{aligned}$$',
  ].join('\n');
  const values = Object.entries(hyper).map(
    ([name, value]) => `${name} = ${typeof value === 'function' ? 'a schedule' : value}`,
  );
  const text = [
    `${title.join(', ')} (${values.join(', ')})`,
    ...rule.text(choices).map((line) => `  ${line}`),
    rule.notElementwise,
    ...(rule.source ? [rule.source] : []),
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}
