import {
  type Formula,
  formula,
  type SymbolRole,
  type SymbolTable,
  statementsToTex,
  toTex,
} from '../../formula';
import type { MimeBundle } from '../../show';
import type { ScheduleSettings } from './settle';

const better: Readonly<Record<string, string>> = {
  'min rel': 'metric < best*(1 - threshold)',
  'min abs': 'metric < best - threshold',
  'max rel': 'metric > best*(1 + threshold)',
  'max abs': 'metric > best + threshold',
};

const scalars = ['metric', 'factor', 'patience', 'threshold', 'cooldown', 'min', 'eps'];
/** What a plateau schedule remembers. */
export const state = ['lr', 'best', 'bad', 'wait'] as const;

const symbols: SymbolTable = {
  metric: 'M',
  best: 'M^\\star',
  factor: '\\gamma',
  threshold: '\\tau',
  min: '\\eta_{\\min}',
  eps: '\\varepsilon',
};

function mathematics(condition: string): Formula {
  const roles: [string, SymbolRole][] = [
    ...scalars.map((name): [string, SymbolRole] => [name, { kind: 'scalar', is: `the ${name}` }]),
    ...state.map((name): [string, SymbolRole] => [name, { kind: 'updated', is: `state ${name}` }]),
  ];
  return formula({
    name: 'reduceOnPlateau',
    symbols: Object.fromEntries(roles),
    lines: [
      `improved = ${condition}`,
      'best = select(improved, metric, best)',
      'bad = select(improved or wait > 0, 0, bad + 1)',
      'wait = max(wait - 1, 0)',
      'stuck = bad > patience',
      'lower = max(factor*lr, min)',
      'lr = select(stuck and lr - lower > eps, lower, lr)',
      'wait = select(stuck, cooldown, wait)',
      'bad = select(stuck, 0, bad)',
    ],
  });
}

const formulas = new Map(Object.entries(better).map(([kind, condition]) => [kind, mathematics(condition)]));

/** The mathematics of one metric, with the choices made. */
export const formulaOf = ({ choices: { mode, thresholdMode } }: ScheduleSettings): Formula =>
  formulas.get(`${mode} ${thresholdMode}`) as Formula;

/** The lines with their numbers, and the value now, as LaTeX and as text. */
export function displayPlateau(settings: ScheduleSettings, now: number): MimeBundle {
  const { hyper, choices } = settings;
  const { lines } = formulaOf(settings);
  const numbers = Object.entries({ ...hyper, ...choices }).map(([name, value]) => `${name} = ${value}`);
  const tex = statementsToTex(lines, { symbols, inputs: ['metric'], state: [...state] });
  return {
    'text/plain': [
      `reduceOnPlateau (${numbers.join(', ')}), now ${now}`,
      ...lines.map((line) => `  ${line}`),
    ].join('\n'),
    'text/latex': [
      '$$\\begin{aligned}',
      `&\\textbf{reduceOnPlateau} \\quad \\text{now } ${toTex(String(now))} \\\\`,
      ...tex.map((line) => `${line.replace(' = ', ' &= ')} \\\\`),
      '\\end{aligned}$$',
    ].join('\n'),
  };
}
