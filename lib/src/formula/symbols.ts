import { InvalidInput } from '../errors';

/** LaTeX for names in formulas: `{ lr: '\\eta' }`. A name that is not listed is set by {@link symbolToTex}'s rules. */
export type SymbolTable = Readonly<Record<string, string>>;

/**
 * The notation of the course: eta the learning rate, beta the momentum, theta the parameters, kappa = L / mu.
 * Greek letters spelled out (`lambda`, `theta`) and digits (`x1`) need no entry.
 */
export const courseNotation: SymbolTable = {
  lr: '\\eta',
  b: '\\beta',
  b1: '\\beta_1',
  b2: '\\beta_2',
  p: '\\theta',
  eps: '\\varepsilon',
  epsilon: '\\varepsilon',
  wd: '\\lambda',
  dampening: '\\tau',
  infinity: '\\infty',
  Infinity: '\\infty',
};

const greek = new Set(
  (
    'alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega ' +
    'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'
  ).split(' '),
);

/** Suffixes that are accents: mhat is the bias-corrected m, thetastar the minimizer. */
const accents: readonly [suffix: RegExp, dress: (base: string) => string][] = [
  [/hat$/, (base) => `\\hat{${base}}`],
  [/bar$/, (base) => `\\bar{${base}}`],
  [/tilde$/, (base) => `\\tilde{${base}}`],
  [/[Ss]tar$/, (base) => `${base}^\\star`],
  [/[Mm]ax$/, (base) => `${base}^{\\max}`],
  [/[Mm]in$/, (base) => `${base}^{\\min}`],
];

/**
 * LaTeX of one name: the table's entry, or else a Greek letter, an accent (`mhat`), a subscript from trailing
 * digits or after an underscore (`lambda1`, `x_max`), a single letter in italics, and any longer word upright.
 *
 * @example
 * ```ts
 * symbolToTex('b1') // '\\beta_1'
 * symbolToTex('lambda1') // '\\lambda_1'
 * symbolToTex('vhat') // '\\hat{v}'
 * symbolToTex('rate') // '\\mathrm{rate}'
 * symbolToTex('lr', { lr: '\\alpha' }) // '\\alpha'
 * ```
 */
export function symbolToTex(name: string, symbols: SymbolTable = {}): string {
  if (typeof name !== 'string' || name === '') {
    throw new InvalidInput({ subject: 'symbolToTex: name', given: name, allowed: 'a name' });
  }
  const listed = lookUp(name, symbols) ?? lookUp(name, courseNotation);
  if (listed !== undefined) return listed;
  if (greek.has(name)) return `\\${name}`;
  if (name.length === 1) return name;
  const [, stem, sub] = /^(.+?)_(.+)$/.exec(name) ?? /^(.*?[A-Za-z])(\d+)$/.exec(name) ?? [];
  if (stem !== undefined) return subscript(symbolToTex(stem, symbols), subscriptText(sub, symbols));
  for (const [suffix, dress] of accents) {
    const base = name.replace(suffix, '');
    if (base === name || !(base.length === 1 || greek.has(base) || lookUp(base, symbols))) continue;
    return dress(symbolToTex(base, symbols));
  }
  return `\\mathrm{${name.replace(/[_$]/g, '\\$&')}}`;
}

function subscriptText(sub: string, symbols: SymbolTable): string {
  if (sub === 'max' || sub === 'min') return `\\${sub}`;
  return /^\d+$/.test(sub) ? sub : symbolToTex(sub, symbols);
}

function lookUp(name: string, symbols: SymbolTable): string | undefined {
  return Object.hasOwn(symbols, name) ? symbols[name] : undefined;
}

/** Text for `_` or `^`: one character or one letter's command bare, anything longer and operator names in braces. */
export function script(tex: string): string {
  return tex.length === 1 || /^\\(?!max|min)[A-Za-z]+$/.test(tex) ? tex : `{${tex}}`;
}

/** Adds a subscript to a symbol, after a comma where it has one already: `\beta_1` and t give `\beta_{1,t}`. */
export function subscript(tex: string, index: string): string {
  const parts = /^(.*)_(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^{}\\])$/.exec(tex);
  if (!parts) return `${tex}_${script(index)}`;
  const present = parts[2].replace(/^\{(.*)\}$/, '$1');
  return `${parts[1]}_{${present},${index}}`;
}
