import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from '@swc/core';

/** A source file with one slip in it. */
export interface SourceMutant {
  /** The line as it reads with the slip. */
  line: string;
  code: string;
}

const opposites: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
};

const opposite = (operator: string): string => ` ${opposites[operator.trim()]} `;

/** One sign, factor, comparison, constant or function changed. */
const slips: readonly [RegExp, (found: string) => string][] = [
  [/ (\+|-|\*|\/|\+=|-=|\*=) /g, opposite],
  [/ (===|!==|<|>|<=|>=|&&|\|\|) /g, opposite],
  [/ \*\* /g, () => ' * '],
  [/Math\.(max|min)\b/g, (found) => (found === 'Math.max' ? 'Math.min' : 'Math.max')],
  [/Math\.(sqrt|abs|sign)\(/g, () => '('],
  [
    /(?<![\w.'[`-])\d+(\.\d+)?(e-?\d+)?(?![\w.'])/g,
    (found) => String(found === '0' ? 1 : Number(found) * 1.5),
  ],
  [/(?<=[(=?:,[] ?)-(?=[\w(])/g, () => ''],
  [/(?<=[(=?:&|] ?)!(?=[\w(])/g, () => ''],
  [/(?<=\? )([\w.[\]()]+) : ([\w.[\]()]+)(?=[;,)])/g, (found) => found.split(' : ').reverse().join(' : ')],
  [/\b(true|false)\b/g, (found) => (found === 'true' ? 'false' : 'true')],
  [/\bcontinue;/g, () => ';'],
];

/** Loops whose variable only counts; a slip there reads beyond an array or nothing, whatever the mathematics is. */
const isCounter = (line: string): boolean => /^for \((let|const) /.test(line);
const isProse = (line: string): boolean => /^(\/\/|\/?\*|import|export \{|throw|const allowed)/.test(line);

/** Every slip in the lines of a source that compute something. */
export function mutantsOf(source: string, parts: readonly RegExp[] = [/[\s\S]*/]): SourceMutant[] {
  const lines = parts.flatMap((part) => {
    const found = part.exec(source);
    if (!found) throw new Error(`No part of the source is ${part}`);
    return [[found.index, found.index + found[0].length]];
  });
  const isInside = (at: number): boolean => lines.some(([from, to]) => at >= from && at < to);
  return slips.flatMap(([pattern, change]) =>
    [...source.matchAll(pattern)].flatMap((hit) => {
      const code = source.slice(0, hit.index) + change(hit[0]) + source.slice(hit.index + hit[0].length);
      const start = source.lastIndexOf('\n', hit.index) + 1;
      const original = source.slice(start, source.indexOf('\n', hit.index)).trim();
      const line = code.slice(start, code.indexOf('\n', hit.index)).trim();
      return isInside(hit.index) && !isProse(original) && !isCounter(original) ? [{ line, code }] : [];
    }),
  );
}

const compiled = (code: string): string =>
  transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;

const fileOf = (path: string): string => (existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts'));

const originals = new Map<string, string>();

function original(file: string): string {
  const known = originals.get(file) ?? compiled(readFileSync(file, 'utf8'));
  originals.set(file, known);
  return known;
}

/**
 * Runs a source file of which another one, or itself, has other code. What is in the folders of both files is run anew,
 * so that it sees the change; all else is what it is.
 *
 * @param code what to run in place of the file `changed`
 */
export function loadWith<Exports>(entry: string, changed: string, code: string): Exports {
  const folders = [dirname(entry), dirname(changed)];
  const loaded = new Map<string, unknown>();
  const run = (file: string): unknown => {
    if (loaded.has(file)) return loaded.get(file);
    const module = { exports: {} };
    loaded.set(file, module.exports);
    const imports = (specifier: string): unknown => {
      if (!specifier.startsWith('.')) return require(specifier);
      const path = fileOf(resolve(dirname(file), specifier));
      return folders.includes(dirname(path)) ? run(path) : require(path);
    };
    const js = file === changed ? compiled(code) : original(file);
    new Function('module', 'exports', 'require', js)(module, module.exports, imports);
    return module.exports;
  };
  return run(entry) as Exports;
}

/** Runs a check that may not end: false where it throws, and where it takes longer. */
export function holds(check: () => void, milliseconds = 2000): boolean {
  try {
    runInContext('check()', createContext({ check }), { timeout: milliseconds });
    return true;
  } catch {
    return false;
  }
}
