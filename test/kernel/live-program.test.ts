import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript-5';
import { Checker } from '../../kernel/src/checker/checker';
import { complete } from '../../kernel/src/checker/complete';
import { inspect } from '../../kernel/src/checker/inspect';
import { Project } from '../../kernel/src/checker/project';
import { cellOf, formCount, localForms, packages } from './support/live-cells';
import { seeded } from './support/seeded';

let folder = '';

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'live-program-')));
  write(packages);
  write({ 'local.ts': localForms[0] });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A checker, and all that TypeScript said of the cell that it checked last. */
class Side {
  readonly project: Project;
  readonly checker: Checker;
  said: unknown[] = [];
  isCancelled = false;

  constructor() {
    this.project = new Project(folder, () => this.isCancelled);
    this.checker = new Checker(this.project, folder, () => this.isCancelled);
    const ask = this.project.semanticDiagnostics.bind(this.project);
    this.project.semanticDiagnostics = (file) => {
      const found = ask(file);
      this.said = found.map(({ code, start, length, messageText, category }) => {
        const text = ts.flattenDiagnosticMessageText(messageText, '\n');
        return { code, start, length, category, text };
      });
      return found;
    };
  }

  prepare(id: number, code: string): unknown {
    this.said = [];
    const prepared = this.checker.prepare({ id, file: `In[${id}].ts`, code, check: true });
    return inOrder({ prepared, said: this.said });
  }

  /** Replaces the text that is being edited so many times. */
  edit(times: number): void {
    const { files } = this.project;
    for (let i = 0; i < times; i++) {
      this.project.set(files.editor, `const typed = ${i};\nexport {};`);
      this.project.program();
    }
  }
}

/** TypeScript prints the members of a union in the order in which it has met them first. */
function inOrder<T>(value: T): T {
  const member = /(?:"[^"]*"|[\w.[\]]+)/.source;
  const unions = new RegExp(`${member}(?: \\| ${member})+`, 'g');
  const sorted = (text: string) => text.replace(unions, (union) => union.split(' | ').sort().join(' | '));
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? sorted(each) : each));
}

function compare(kept: Side, fresh: Side, cells: readonly string[], seed: number): void {
  const random = seeded(seed);
  const history: string[] = [];
  for (const [id, code] of cells.entries()) {
    history.push(code);
    const chance = random();
    if (chance < 0.05) write({ 'local.ts': localForms[Math.floor(random() * localForms.length)] });
    if (chance > 0.97) kept.project.renew();
    if (chance > 0.95) kept.edit(250);
    if (chance > 0.9) kept.project.tidy();
    fresh.project.renew();
    if (random() < 0.05) {
      for (const side of [kept, fresh]) {
        side.isCancelled = true;
        side.prepare(id, code);
        side.isCancelled = false;
      }
      fresh.project.renew();
    }
    const [answer, expected] = [kept, fresh].map((side) => side.prepare(id, code));
    expect({ history, answer }).toEqual({ history, answer: expected });
    // One in ten is interrupted before it starts.
    if (random() < 0.9) for (const { checker } of [kept, fresh]) checker.declarePrepared();
    if (random() < 0.85) continue;
    fresh.project.renew();
    const [help, expectedHelp] = [kept, fresh].map(({ checker }) => ({
      members: complete(checker, 'model.', 6),
      names: complete(checker, 'a', 1).matches,
      shown: ['a', 'b', 'model', 'Map'].map((name) => inspect(checker, name, 1)),
      module: inspect(checker, "import * as t from 'typed'", 22),
    }));
    expect({ history, help: inOrder(help) }).toEqual({ history, help: inOrder(expectedHelp) });
  }
}

test.each([1, 2, 3])(
  'a kept type checker says what a new one says of every cell (%i)',
  (seed) => {
    const random = seeded(seed);
    const cells = Array.from({ length: 100 }, () => cellOf(Math.floor(random() * formCount), random));
    compare(new Side(), new Side(), cells, seed);
  },
  120_000,
);

test('a thousand modules are replaced in one program, and the next begins a new one', () => {
  const [kept, fresh] = [new Side(), new Side()];
  const cells = ['const a = [1]', 'class b { v = a }', 'const c: string = new b().v[0]', 'a.none'];
  for (const [id, code] of cells.entries()) {
    kept.edit(400);
    fresh.project.renew();
    expect(kept.prepare(id, code)).toEqual(fresh.prepare(id, code));
    for (const { checker } of [kept, fresh]) checker.declarePrepared();
  }
  const before = kept.project.program();
  kept.edit(1000);
  expect(kept.project.program()).not.toBe(before);
});

describe('what the type checker keeps of other modules', () => {
  const errorsOf = (side: Side, code: string): number[] => {
    side.prepare(0, code);
    side.checker.declarePrepared();
    return (side.said as { code: number }[]).map((each) => each.code);
  };

  test('an error of a module that was replaced is not the one that the next expects', () => {
    const side = new Side();
    expect(errorsOf(side, '// nothing\nconst a: string = 1')).toEqual([2322]);
    expect(errorsOf(side, '// @ts-expect-error\nconst a: number = 1')).toEqual([2578]);
    expect(errorsOf(side, '// nothing\nconst a: string = 1')).toEqual([2322]);
  });

  test('the twentieth unknown name is told what it is like, as is the first', () => {
    const side = new Side();
    const suggestions = Array.from({ length: 20 }, (_, i) => errorsOf(side, `consol${'e'.repeat(i % 3)}x`));
    expect(suggestions).toEqual(suggestions.map(() => [2552]));
  });

  test('what a cell declares globally is there for the next, and gone with it', () => {
    const side = new Side();
    const declaring = 'declare global { interface Array<T> { last(): T } }';
    expect(errorsOf(side, `${declaring}\nconst wrong: string = 1`)).toEqual([2322]);
    expect(errorsOf(side, '[1].last()')).toEqual([2339]);
    expect(errorsOf(side, declaring)).toEqual([]);
    expect(errorsOf(side, '[1].last().none')).toEqual([2339]);
    expect(errorsOf(side, '[1].last()')).toEqual([]);
  });

  test('an import behind a regular expression with a quote is found without a new program', () => {
    const side = new Side();
    expect(errorsOf(side, "import { layer } from 'typed'")).toEqual([]);
    const program = side.project.program();
    expect(errorsOf(side, "const quote = /`/; (await import('typed')).layer(1).size.none")).toEqual([2339]);
    expect(side.project.program()).toBe(program);
  });

  test('globals of an import stay once it has run, and never come of one that has not', () => {
    const side = new Side();
    side.prepare(0, "import 'augments'");
    expect(errorsOf(side, '[1].sample()')).toEqual([2339]);
    complete(side.checker, "import 'augments'\n[1].", 22);
    expect(errorsOf(side, '[1].sample()')).toEqual([2339]);
    complete(side.checker, "import 'augments'\n[1].", 22);
    const program = side.project.program();
    expect(errorsOf(side, "import 'augments'")).toEqual([]);
    expect(side.project.program()).toBe(program);
    side.project.renew();
    expect(errorsOf(side, "import { join } from 'node:path'")).toEqual([]);
    expect(errorsOf(side, '[1].sample()')).toEqual([]);
  });

  test('a check that TypeScript breaks off leaves nothing behind', () => {
    const side = new Side();
    const chain = (length: number) => `const deep = 'x'${'.trim()'.repeat(length)}`;
    expect(errorsOf(side, chain(10))).toEqual([]);
    const program = side.project.program();
    // What overflows the stack depends on the machine.
    const [depth] = [500, 1000, 2000, 4000].filter((length) => {
      try {
        side.prepare(0, chain(length));
      } catch {
        side.project.abandon();
      }
      return side.project.program() !== program;
    });
    expect(depth).toBeDefined();
    expect(errorsOf(side, "const deep = 'x'; deep.trim().none")).toEqual([2339]);
  });
});
