import { symbolToTex } from '../../formula/symbols';
import { toTex } from '../../formula/to-tex';
import type { MimeBundle } from '../../show';
import type { Derivation } from '../derivation';
import type { StepReport } from '../step';
import { alignedTex } from './aligned-tex';
import { markdownMath, markdownText } from './words';

/** Runs the checks and writes the derivation for Jupyter front ends, GitHub and plain text. */
export function renderDerivation(derivation: Derivation): MimeBundle {
  const { title, holds, assumptions, steps } = derivation.report();
  const { setting, options } = derivation.parts;
  const latex = `$$\n${alignedTex(derivation, steps)}\n$$`;
  const write = (formula: string) => toTex(formula, options.symbols);
  const conditions = setting.declared.map((name) => {
    const symbol = symbolToTex(name, options.symbols);
    const condition = setting.assumptions[name].tex(write);
    // A sequence's index comes after an index of its name.
    const isDouble = symbol.includes('_') && condition.startsWith('_');
    return `$${markdownMath(`${isDouble ? `{${symbol}}` : symbol} ${condition}`)}$`;
  });
  const random = [...setting.knowledge.random.keys()].map(
    (name) => `$${markdownMath(symbolToTex(name, options.symbols))}$`,
  );
  const independence = random.length > 1 ? `; ${random.join(', ')} are independent of each other` : '';
  const given = conditions.length > 0 ? `for ${conditions.join(', ')}${independence}` : '';
  const checks = steps.map(({ step, holds: good, reason, summary }) => {
    return `${step}. ${good ? '✓' : '✗'} ${markdownText(reason)}: ${good ? summary : `**${code(summary)}**`}`;
  });
  const list = checks.join('\n');
  const details = holds
    ? `<details><summary>How each step was checked</summary>\n\n${list}\n\n</details>`
    : list;
  return {
    'text/plain': plainLines(derivation, steps, assumptions).join('\n'),
    'text/markdown': [`**${markdownText(title)}**`, latex, given, details].filter(Boolean).join('\n\n'),
    'text/latex': latex,
  };
}

const code = (text: string) => `\`${text.replace(/`/g, "'")}\``;

function plainLines(
  derivation: Derivation,
  reports: readonly StepReport[],
  assumptions: readonly string[],
): string[] {
  const { title, start } = derivation.parts;
  const lines = reports.map(
    ({ holds, claim, reason, summary }) => `  ${holds ? '✓' : '✗'} ${claim}    ${reason}: ${summary}`,
  );
  return [
    title,
    ...(assumptions.length ? [`  for ${assumptions.join('; ')}`] : []),
    `    ${start.expression.toString()}    ${start.reason}`.trimEnd(),
    ...lines,
  ];
}
