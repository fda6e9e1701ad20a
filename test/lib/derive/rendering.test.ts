import { execFileSync } from 'node:child_process';
import katex from 'katex';
import { type Assumptions, type Derivation, derivation, displaySymbol, reals } from 'optlab';
import { derivationsIn } from '../../support/derivations';
import { notebookPaths } from '../../support/notebook';
import { needs, venvPython } from '../../support/prerequisite';
import { gallery } from './gallery';

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const shown = (made: Derivation) => made[displaySymbol]() as Record<string, string>;

const everyDerivation = (): Derivation[] => [
  ...notebookPaths().flatMap(derivationsIn),
  ...Object.values(gallery).flatMap(({ identities }) =>
    Object.entries(identities).map(
      ([
        title,
        {
          claim: [left, relation, right],
          assumptions,
        },
      ]) =>
        derivation(title, assumptions, { symbols: symbolsOf(assumptions) })
          .start(left)
          .step(`${relation} ${right}`, title),
    ),
  ),
];

/** HTML by a Markdown renderer that knows nothing of mathematics, of every text; then the text that a reader sees. */
const plainMarkdown = `
import html, json, re, sys, mistune
texts = [html.unescape(re.sub(r"<[^>]*>", "", mistune.html(text))) for text in json.load(sys.stdin)]
print(json.dumps(texts))`;

const spaces = (text: string) => text.replace(/\s+/g, ' ');

describe('the display of every derivation of the course and the gallery', () => {
  let bundles: Record<string, string>[];
  let made: Derivation[];

  beforeAll(() => {
    made = everyDerivation();
    bundles = made.map(shown);
  }, 120_000);

  test('is LaTeX that KaTeX reads without a complaint', () => {
    expect(bundles.length).toBeGreaterThan(200);
    for (const bundle of bundles) {
      const math = [
        bundle['text/latex'].replace(/\$\$/g, ''),
        ...[
          ...bundle['text/markdown']
            .replace(/\$\$[\s\S]*?\$\$/g, '')
            .replace(/`[^`]*`/g, '')
            .matchAll(/\$([^$]+)\$/g),
        ].map(([, tex]) => tex),
      ];
      for (const tex of math)
        katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });
    }
  });

  test.each([
    'a column of 2 × 2 numbers, −1 ≤ β² ≤ 1',
    'α·‖θ‖ → ∞ ± √ε, so μ ≈ Δ ≠ ∑ of Ωⁿ',
    'Adam’s step: “as printed” – it’s cut',
  ])('sets the signs among the words of "%s"', (reason) => {
    const tex = shown(derivation('signs', { x: reals() }).start('x + x').step('2*x', reason))['text/latex'];
    const html = katex.renderToString(tex.replaceAll('$$', ''), { throwOnError: true, strict: 'error' });
    const text = html.replace(/<annotation.*?<\/annotation>|<[^>]*>/gs, '');
    for (const word of reason.match(/[a-z]{2,}/gi) ?? []) expect(text).toContain(word);
  });

  test('has a mark at the head of the row of each step', () => {
    bundles.forEach((bundle, i) => {
      const { steps } = made[i].report();
      const marks = bundle['text/latex']
        .split('\n')
        .filter((line) => /^(\\checkmark|\\text\{not so \})/.test(line));
      expect([made[i].parts.title, marks.length]).toEqual([made[i].parts.title, steps.length]);
      const good = marks.filter((line) => line.startsWith('\\checkmark'));
      expect(good).toHaveLength(steps.filter(({ holds }) => holds).length);
    });
  });

  test('sets every block of mathematics apart by empty lines, and no space inside the dollar signs', () => {
    for (const { 'text/markdown': source } of bundles) {
      expect(source).toMatch(/\n\n\$\$\n[^$]*\n\$\$(\n\n|$)/);
      for (const [, tex] of source
        .replace(/\$\$[\s\S]*?\$\$/g, '')
        .replace(/`[^`]*`/g, '')
        .matchAll(/\$([^$]+)\$/g))
        expect(tex).toBe(tex.trim());
    }
  });

  needs('venv')('through Markdown that knows no mathematics', () => {
    test('keeps its LaTeX to the letter: no emphasis, no escape, no tag', () => {
      const input = JSON.stringify(bundles.map((bundle) => bundle['text/markdown']));
      const output = execFileSync(venvPython(), ['-c', plainMarkdown], { input, maxBuffer: 2 ** 28 });
      const texts = JSON.parse(output.toString()) as string[];
      texts.forEach((text, i) => {
        expect(spaces(text)).toContain(spaces(bundles[i]['text/latex']));
      });
    });
  });
});

describe('a wide derivation', () => {
  const long = Array.from({ length: 20 }, (_, i) => `${i + 2}*x*y`).join(' - ');
  const { 'text/latex': latex } = shown(
    derivation('wide', { x: reals(), y: reals() })
      .start(`${long} + (x - y)`, 'a sum')
      .step('-226*x*y + x - y', 'collect'),
  );

  test('is broken before a plus or a minus, and puts reasons below', () => {
    const rows = latex.split('\n');
    expect(rows.filter((row) => /^& \\quad \{\} [-+]/.test(row)).length).toBeGreaterThan(0);
    expect(rows.find((row) => row.includes('a sum'))).toMatch(/^& \\qquad/);
    expect(latex).toContain('\\left(x - y\\right)');
  });
});

describe('a size that nobody declared', () => {
  test('is any size, with what was tried', () => {
    const made = derivation('trace', {}).start('1').step('1', 'one');
    expect(shown(made)['text/markdown']).not.toContain('for ');
    const [losses] = Object.values(gallery);
    const { assumptions, claim } = losses.identities['log-sum-exp lies above the maximum'];
    const [left, , right] = claim;
    const bundle = shown(derivation('sizes', assumptions).start(left).step(`>= ${right}`, 'claimed'));
    expect(bundle['text/plain']).toContain('n any size (tried up to 4)');
    expect(bundle['text/markdown']).toContain('$n = 1, 2, \\dots \\text{ (tried up to 4)}$');
  });
});
