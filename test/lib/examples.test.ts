import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inspect } from 'node:util';
import { transformSync } from '@swc/core';
import * as tf from '@tensorflow/tfjs';
import * as optlab from 'optlab';

/** One ```ts block of an @example. */
interface Example {
  file: string;
  line: number;
  code: string;
}

const root = resolve(__dirname, '../..');

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });

/** The examples in a file's doc comments. */
function examplesIn(text: string, file: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const body = comment[0].replace(/^[ \t]*\*(?!\/) ?/gm, '');
    return [...body.matchAll(/@example[^\n]*\n([\s\S]*?)(?=\n@\w|$)/g)].flatMap((example) =>
      [...example[1].matchAll(/```ts\n([\s\S]*?)```/g)].map((block) => {
        const at = (comment.index ?? 0) + comment[0].slice(0, body.indexOf(block[1])).length;
        return { file, line: text.slice(0, at).split('\n').length, code: block[1] };
      }),
    );
  });
}

/** Pairs of what an expression gave and what the comment behind it says. */
type Claim = [value: unknown, claimed: string];

/**
 * Rewrites `expression // value` into a claim. The comment may follow on the next line; an expression may begin on an
 * earlier line, and `print` says that the line is no claim: `show(x) // prints: ...`.
 */
function withClaims(code: string): string {
  const lines = code.trimEnd().split('\n');
  const output: string[] = [];
  let open: string[] = [];
  const flush = () => {
    output.push(...open);
    open = [];
  };
  for (const [i, line] of lines.entries()) {
    const [, before = '', comment] = /^(.*?)(?:(?<=^|\s)\/\/ (.*))?$/.exec(line) as RegExpExecArray;
    const statement = before.trim();
    if (statement) open.push(before);
    const text = open.join('\n').trim();
    const isNote = comment === undefined || /^(prints|throws)\b/.test(comment);
    const isExpression =
      text !== '' && !/^(const|let|import|for|if|await model|type|interface|function)\b/.test(text);
    if (!isNote && isExpression) {
      const claimed = JSON.stringify(comment);
      output.push(`__claims.push([(${text.replace(/;$/, '')}), ${claimed}]);`);
      open = [];
    } else if (statement.endsWith(';') || statement === '' || /^throws\b/.test(comment ?? '')) {
      const nextIsComment = /^\s*\/\/ /.test(lines[i + 1] ?? '') && isExpression;
      if (!nextIsComment) flush();
    }
  }
  flush();
  return output.join('\n');
}

async function claimsOf({ code }: Example): Promise<Claim[]> {
  const names = Object.keys(optlab);
  const wrapped = `export async function run(__claims, tf, optlab) {
    const { ${names.filter((name) => !new RegExp(`\\b(const|let|function) ${name}\\b`).test(code)).join(', ')} } = optlab;
    ${withClaims(code)}
  }`;
  const { code: js } = transformSync(wrapped, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} as { run(claims: Claim[], ...scope: unknown[]): Promise<void> } };
  new Function('module', 'exports', 'require', js)(module, module.exports, require);
  const claims: Claim[] = [];
  await module.exports.run(claims, tf, optlab);
  return claims;
}

/** Numbers in a text, and the text without them. */
function apart(text: string): { frame: string; numbers: number[] } {
  const numbers: number[] = [];
  const frame = text
    .replace(/\s+/g, ' ')
    .replace(/(?<=[[{]) | (?=[\]}])/g, '')
    .replace(/(?<![\w.])-?(?:\d+\.?\d*(?:e[+-]?\d+)?|Infinity)(?![\w.])/gi, (number) => {
      numbers.push(Number(number));
      return '#';
    });
  return { frame, numbers };
}

function agrees(value: unknown, claimed: string): boolean {
  const shown = apart(inspect(value, { depth: 6, breakLength: Infinity, maxArrayLength: 200 }));
  const said = apart(claimed);
  return (
    shown.frame === said.frame &&
    shown.numbers.every((x, i) => {
      const y = said.numbers[i];
      return x === y || Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
    })
  );
}

const examples = files(join(root, 'lib/src')).flatMap((file) =>
  examplesIn(readFileSync(file, 'utf8'), relative(root, file)),
);

beforeAll(() => tf.setBackend('cpu'));

test('the documentation has examples', () => {
  expect(examples.length).toBeGreaterThan(10);
});

test.each(examples.map((example) => [`${example.file}:${example.line}`, example] as const))(
  'the example at %s gives what it says',
  async (_, example) => {
    for (const [value, claimed] of await claimsOf(example)) {
      if (!agrees(value, claimed)) expect(inspect(value)).toBe(claimed);
    }
  },
);

describe('an example that says something else is found out', () => {
  const check = async (code: string) => {
    const claims = await claimsOf({ file: '', line: 0, code });
    return claims.map(([value, claimed]) => agrees(value, claimed));
  };

  test.each([
    ['1 + 1 // 3', [false]],
    ['1 + 1 // 2', [true]],
    ['0.1 + 0.2 // 0.3', [true]],
    ['0.1 + 0.2 // 0.3001', [false]],
    ["'a' // 'b'", [false]],
    ['[1, 2] // [ 1, 2 ]', [true]],
    ['[1, 2] // [ 1, 2, 3 ]', [false]],
    ['Float64Array.of(1) // [ 1 ]', [false]],
    ['const x = 1;\nx // 2', [false]],
    ['[1,\n  2].length\n// 3', [false]],
    ['const x = [1];\nx.map((y) =>\n  y + 1,\n);\n// [ 2 ]', [true]],
    ["'http://x' // 'http://y'", [false]],
    ['true // false', [false]],
  ])('%j', async (code, expected) => {
    expect(await check(code)).toEqual(expected);
  });
});
