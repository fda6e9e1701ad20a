import { type SymbolTable, symbolToTex, toTex } from '../../formula';
import type { MimeBundle } from '../../show';
import { escapeTex } from '../escape-tex';
import type { ScheduleParts } from './schedule';

/** The notation of schedules: the value starts at eta_0 and moves towards eta_end in T steps. */
const notation: SymbolTable = {
  lr: '\\eta_0',
  peak: '\\eta_{\\max}',
  start: '\\eta_{\\mathrm{start}}',
  end: '\\eta_{\\mathrm{end}}',
  steps: 'T',
};

/** A schedule's name, numbers and formula, as LaTeX and as text. */
export function displaySchedule({
  name,
  value,
  where = [],
  settings,
  symbols,
  source,
}: ScheduleParts): MimeBundle {
  const table = { ...notation, ...symbols };
  const chosen = Object.entries(settings.choices).map(([key, choice]) => `${key} = ${choice}`);
  const title = [name, ...chosen].join(', ');
  const numbers = Object.entries(settings.hyper);
  const parameters = numbers.map(([key, number]) => `${symbolToTex(key, table)} = ${toTex(String(number))}`);
  const lines = where.map((line) => toTex(line, table).replace(' = ', ' &= '));
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(title)}}${parameters.length > 0 ? ` \\quad ${parameters.join(',\\; ')}` : ''} \\\\`,
    `\\eta_t &= ${toTex(value, table)} \\\\`,
    ...lines.map((line) => `${line} \\\\`),
    ...(source ? [`&\\text{${escapeTex(source)}}`] : []),
    '\\end{aligned}$$',
  ].join('\n');
  const listed = numbers.map(([key, number]) => `${key} = ${number}`);
  const text = [
    `${title}${listed.length > 0 ? ` (${listed.join(', ')})` : ''}`,
    `  value at t = ${value}`,
    ...where.map((line) => `  ${line}`),
    ...(source ? [source] : []),
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}
