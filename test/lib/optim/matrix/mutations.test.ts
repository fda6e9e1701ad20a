import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { descend, gradientDescent, type RuleOptimizer, type Sam } from 'optlab';
import { deviationOf, type MatrixRun, matrixRuns, optimizerOf } from './problems';

/** The optimizers by the file that says their mathematics, and the parts of it that do. */
const sources = {
  adafactor: { file: 'matrix/adafactor', parts: [/ {2}step\([\s\S]*?\n {2}\},\n/, /\nfunction mean[\s\S]*/] },
  muon: { file: 'matrix/muon', parts: [/ {2}step\([\s\S]*?\n {2}\},\n/, /\nconst \[a, b3, c5\][\s\S]*/] },
  shampoo: {
    file: 'matrix/shampoo',
    parts: [/ {2}slots:[\s\S]*?\n {2}\},\n/, / {2}step\([\s\S]*?\n {2}\},\n/, /\nfunction sidesOf[\s\S]*/],
  },
  sam: { file: 'wrappers/sam', parts: [/ {2}pathStep\([\s\S]*?\n {2}\}\n/] },
  lookahead: { file: 'wrappers/lookahead', parts: [/ {2}pathStep\([\s\S]*?\n {2}\}\n/] },
} as const;

type Name = keyof typeof sources;

/** One sign, factor, exponent, bound, comparison, constant or operand changed. */
const changes: readonly [RegExp, (found: string) => string][] = [
  [/ [+-] /g, (found) => (found === ' + ' ? ' - ' : ' + ')],
  [/ [*/] /g, (found) => (found === ' * ' ? ' / ' : ' * ')],
  [/ \*\* /g, () => ' * '],
  [/ (\+=|-=) /g, (found) => (found === ' += ' ? ' -= ' : ' += ')],
  [/Math\.(max|min)/g, (found) => (found === 'Math.max' ? 'Math.min' : 'Math.max')],
  [/Math\.(sqrt|abs)\(/g, () => '('],
  [/ (===|!==|<=|>|&&|\|\|) /g, (found) => opposites[found.trim()]],
  [/(?<![\w.'[-])\d+(\.\d+)?(?![\w.'])/g, (found) => String(Number(found) + 1)],
  [/-\w+(?= \*|;|,|\))/g, (found) => found.slice(1)],
  [
    /\b(eps1?|eps2|added|least|b1|b2|beta|clip|wd|adamEps)\b(?! ===|,| \}|:|'|\))/g,
    (found) => `(2 * ${found})`,
  ],
];

const opposites: Record<string, string> = {
  '===': ' !== ',
  '!==': ' === ',
  '<=': ' > ',
  '>': ' <= ',
  '&&': ' || ',
  '||': ' && ',
};

/** Mutants that compute the same, by the line that they are in, and why. */
const equivalent: Partial<Record<Name, Record<string, string>>> = {
  adafactor: {
    'for (let i = 0; i < count; i++) sum -= of(i);':
      'means of rows and of columns both change their sign, and their product does not',
  },
  muon: {
    'const tall = rows <= columns;': 'the polynomial is the same from both sides, only slower from one',
  },
  shampoo: {
    "const diagonal = !(left && right) || graft === 'adagrad';": 'keeps sums of squares that no step reads',
    'const scale = length === 0 ? 2 : norm(grafted) / length;': 'scales a step of length 0',
    'if (!matrix.every(Number.isFinite)) return new Float64Array(n / n).fill(Number.NaN);':
      'whatever is read beyond the end makes NaN too',
  },
};

/** What no trajectory shows. */
const special: Partial<Record<Name, (make: (...given: unknown[]) => RuleOptimizer) => boolean>> = {
  // Where the mean of the squares, 0.4, is below eps1, and their factored estimate, 0.32, above its square.
  adafactor: (make) => {
    const flat = { steps: 1, grad: () => new Array(6).fill(Math.sqrt(0.4)), shape: [2, 3] };
    const { x } = descend(() => 0, new Array(6).fill(1), make({ lr: 0.1, eps1: 0.5, clip: 10 }), flat);
    return x.every((each) => Math.abs(each - (1 - 0.1 * Math.sqrt(0.4 / 0.32))) < 1e-12);
  },
  // Without a gradient there is no direction, but no NaN either.
  shampoo: (make) => {
    const still = { steps: 2, grad: () => [0, 0, 0, 0], shape: [2, 2] };
    return descend(() => 0, [1, 2, 3, 4], make({ graft: 'sgd' }), still).x.join() === '1,2,3,4';
  },
  // At a slope of 1e-12 the climb is half of rho.
  sam: (make) => {
    const p = Float64Array.of(0);
    const optimizer = make(gradientDescent({ lr: 1 }), { rho: 0.5 }) as unknown as Sam;
    optimizer.pathStep([1])(p, ([at]) => Float64Array.of(at + 1e-12));
    return Math.abs(p[0] + 0.25) < 1e-6;
  },
};

interface Mutant {
  line: string;
  code: string;
}

const folder = resolve(__dirname, '../../../../lib/src/optim');
const read = (name: Name): string => readFileSync(resolve(folder, `${sources[name].file}.ts`), 'utf8');

function mutantsOf(name: Name): Mutant[] {
  const text = read(name);
  return sources[name].parts.flatMap((part) => {
    const found = part.exec(text);
    if (!found) throw new Error(`${name} has no part ${part}`);
    return changes.flatMap(([pattern, change]) =>
      [...found[0].matchAll(pattern)].flatMap((hit) => {
        const at = found.index + hit.index;
        const code = text.slice(0, at) + change(hit[0]) + text.slice(at + hit[0].length);
        const start = text.lastIndexOf('\n', at) + 1;
        const line = code.slice(start, code.indexOf('\n', at)).trim();
        return /^(\/\/|\/?\*)/.test(line) ? [] : [{ line, code }];
      }),
    );
  });
}

/** Runs the source of an optimizer. */
function load(name: Name, code: string): Record<Name, (...given: unknown[]) => RuleOptimizer> {
  const file = resolve(folder, `${sources[name].file}.ts`);
  const { code: js } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} };
  const imports = (specifier: string): unknown =>
    require(specifier.startsWith('.') ? resolve(dirname(file), specifier) : specifier);
  new Function('module', 'exports', 'require', js)(module, module.exports, imports);
  return module.exports as ReturnType<typeof load>;
}

function survives(name: Name, code: string): boolean {
  const runs = matrixRuns.filter(({ rule }) => rule === name);
  try {
    const mutant = load(name, code)[name];
    const make = (run: MatrixRun) =>
      run.base
        ? mutant((optimizerOf(run) as unknown as { base: unknown }).base, run.options)
        : mutant(run.options);
    return runs.every((run) => deviationOf(make(run), run) < 1e-10) && (special[name]?.(mutant) ?? true);
  } catch {
    return false;
  }
}

test.each(Object.keys(sources) as Name[])('%s: every change of its mathematics is found out', (name) => {
  expect(survives(name, read(name))).toBe(true);
  const mutants = mutantsOf(name);
  const known = Object.keys(equivalent[name] ?? {});
  const alive = mutants.filter(({ code }) => survives(name, code)).map(({ line }) => line);
  console.info(`${name}: ${mutants.length - alive.length} of ${mutants.length} changes found out`);
  expect(alive.filter((line) => !known.includes(line))).toEqual([]);
  expect(known.filter((line) => !alive.includes(line))).toEqual([]);
  expect(mutants.length).toBeGreaterThan(5);
});
