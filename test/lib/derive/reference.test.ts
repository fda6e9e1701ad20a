import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as optlab from 'optlab';
import {
  derivation,
  independent,
  integers,
  interval,
  matrix,
  normal,
  reals,
  sequence,
  spd,
  vector,
} from 'optlab';
import { functions } from '../../../lib/src/derive/language/functions';
import * as tables from '../../../lib/src/derive/language/reference';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/derivations.md'), 'utf8');
const { reference } = tables;

/** The rows of the table under a heading row, cell by cell. */
function rowsUnder(heading: string): string[][] {
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const rows = lines.slice(
    2,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code);

describe('the page on derivations', () => {
  test.each([
    ['ofNumbers', tables.ofNumbers],
    ['ofMatrices', tables.ofMatrices],
    ['ofFormulas', tables.ofFormulas],
    ['ofRandomNames', tables.ofRandomNames],
  ])('has the table %s, row by row', (_, table) => {
    const rows = Object.values(table).map(({ use, meaning }) => `| \`${use}\` | ${meaning} |`);
    expect(page).toContain(`\n${rows.join('\n')}\n\n`);
  });

  test('names every function that formulas know, and no other', () => {
    const evaluate = readFileSync(join(root, 'lib/src/derive/language/evaluate.ts'), 'utf8');
    const special = [...evaluate.matchAll(/\bname === '(\w+)'/g)].map(([, name]) => name);
    const elsewhere = ['prod', 'argmin', 'argmax', 'E', 'Var', 'Cov', 'P'];
    expect(special).toEqual(expect.arrayContaining(['sum', 'select', 'diff', 'grad', 'hessian']));
    const known = new Set([...Object.keys(functions), ...special, ...elsewhere]);
    expect(Object.keys(reference).sort()).toEqual([...known].sort());
  });

  test.each([...rowsUnder('| Assumption |'), ...rowsUnder('| Distribution |')])('%s is %s', (cell, text) => {
    const [code] = codeIn(cell);
    const make = new Function(...Object.keys(optlab), `return ${code}`);
    expect(make(...Object.values(optlab)).text).toBe(text);
  });

  test('names every assumption and every check that is exported', () => {
    const index = readFileSync(join(root, 'lib/src/derive/index.ts'), 'utf8');
    const makers = (/export \{([^}]*)\} from '.\/assumptions'/.exec(index)?.[1] ?? '').match(/\w+/g) ?? [];
    const checks = index.match(/\bcheck[A-Z]\w+/g) ?? [];
    expect(makers.length).toBeGreaterThan(20);
    expect(checks.length).toBeGreaterThan(6);
    const written = [...makers.map((name) => `\`${name}(`), ...checks.map((name) => `\`${name}\``)];
    expect(written.filter((text) => !page.includes(text))).toEqual([]);
  });

  test('names every verdict', () => {
    const step = readFileSync(join(root, 'lib/src/derive/step.ts'), 'utf8');
    const verdicts = [...(/verdict: (.*);/.exec(step)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, verdict]) => verdict,
    );
    expect(verdicts).toHaveLength(6);
    expect(rowsUnder('| Verdict |').map(([cell]) => codeIn(cell)[0])).toEqual(verdicts);
  });
});

const names: optlab.Assumptions = {
  a: interval(0.25, 1),
  b: interval(0, 1),
  c: interval(-1, 1),
  x: vector('n'),
  y: vector('n'),
  A: spd('n'),
  B: matrix('n', 'n'),
  g: sequence(reals(), 'n'),
  n: integers(2, 4),
  i: integers(1, 'n'),
  j: integers(1, 'n'),
  z: normal(0, 1),
  w: independent(normal(0, 1), 'n'),
};

describe('what the page shows as a formula is one:', () => {
  test.each(rowsUnder('| Written |').flatMap(([cell]) => codeIn(cell)))('%s', (code) => {
    const known = { ...names, f: reals(), ...(code.includes('Infinity') ? {} : { c: interval(-1, 1) }) };
    const formula = code.replace(/^c \?/, '(c > 0) ?').replace(/\bg\b/, 'a');
    expect(derivation('t', known).start(formula)).toBeDefined();
  });

  /** Formulas for the names that the calls in the table speak of. */
  const places: Readonly<Record<string, string>> = {
    f: 'a^2*i',
    x: 'a',
    from: '1',
    to: 'n',
    low: '0',
    high: '1',
    p: '2',
  };
  const call = (name: string) => {
    const { use } = reference[name];
    if (name in tables.ofNumbers) return use.replace(/\b(x|low|high)\b/g, (each) => places[each]);
    if (name === 'sum' || name === 'prod') return use.replace(/\b(from|to|f)\b/g, (each) => places[each]);
    if (['diff', 'grad', 'hessian', 'argmin', 'argmax'].includes(name))
      return use.replace(/\bx\b/, 'b').replace(/\bf\b/, 'a*b^2');
    if (name === 'select') return 'select(a < b, a, b)';
    if (name === 'P') return 'P(z > 0)';
    if (name in tables.ofRandomNames) return use.replace(/\b[fg]\b/g, 'z');
    return use;
  };

  test.each(Object.keys(reference).map(call))('%s', (formula) => {
    expect(derivation('t', names).start(formula)).toBeDefined();
  });
});

describe('where a meaning is a formula, the function equals it:', () => {
  const claims = Object.values(reference).flatMap(({ use, meaning }) => {
    const [formula] = meaning.split(/;|, (?=of|the|or)/);
    return /[()^'*]/.test(formula) && !/ (the|of|a|is) /.test(` ${formula}`) ? [[use, formula]] : [];
  });

  test('there are some', () => expect(claims.length).toBeGreaterThan(12));

  test.each(claims)('%s = %s', (use, formula) => {
    const ofNumber = Object.values(tables.ofNumbers).some((each) => each.use === use);
    const known = ofNumber ? { ...names, x: interval(0, 4), n: integers(0, 6) } : names;
    const report = derivation('t', known).start(use).step(formula, 'by definition').report();
    expect(report.steps[0]).toMatchObject({ holds: true });
  });
});
