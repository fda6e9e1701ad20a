import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Cell,
  codeCells,
  isAppendix,
  isLesson,
  notebookPaths,
  readNotebook,
  root,
  textOf,
} from '../support/notebook';

const markdown = (cells: Cell[]) =>
  cells.filter((cell) => cell.cell_type === 'markdown').map((cell) => textOf(cell.source));

/** Code spans and fences may quote anything. */
const prose = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

describe.each(notebookPaths())('the form of %s', (path) => {
  const notebook = readNotebook(path);
  const { cells } = notebook;

  test('no output is stored and no cell is numbered', () => {
    for (const cell of codeCells(notebook)) {
      expect(cell.outputs).toEqual([]);
      expect(cell.execution_count).toBeNull();
    }
  });

  test('it opens with this repository’s kernel', () => {
    expect(notebook.metadata.kernelspec).toEqual({
      name: 'optlab',
      display_name: 'TypeScript (optlab)',
      language: 'typescript',
    });
  });

  test('cell ids are unique', () => {
    expect(new Set(cells.map((cell) => cell.id)).size).toBe(cells.length);
  });

  test('no equation is displayed unchecked: Markdown holds inline symbols only', () => {
    for (const text of markdown(cells)) {
      expect(prose(text)).not.toMatch(/\$\$|\\\[|\\begin\{(equation|align|gather|multline|eqnarray)/);
    }
  });

  test('a code cell fits on a screen', () => {
    for (const cell of codeCells(notebook)) {
      const lines = textOf(cell.source).split('\n');
      expect(lines.length).toBeLessThanOrEqual(25);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });

  test('relative links lead to files that exist', () => {
    for (const text of markdown(cells)) {
      for (const [, target] of prose(text).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue;
        expect([target, existsSync(join(root, dirname(path), target.split('#')[0]))]).toEqual([target, true]);
      }
    }
  });

  if (isLesson(path)) {
    test('a lesson has 25 to 45 cells, an appendix up to 60, and the parts that every lesson has', () => {
      expect(cells.length).toBeGreaterThanOrEqual(25);
      // A lesson is one argument. An appendix collects many small ones, each with its own derivation.
      expect(cells.length).toBeLessThanOrEqual(isAppendix(path) ? 60 : 45);
      const headings = markdown(cells).flatMap((text) => text.match(/^#{1,2} .*$/gm) ?? []);
      expect(headings[0]).toMatch(/^# /);
      const ofOneArgument = ['mathematics', 'scratch', 'library'];
      const parts = [
        'problem',
        ...(isAppendix(path) ? [] : ofOneArgument),
        'experiment',
        'fails',
        'play',
        'summary',
        'exercises',
        'sources',
      ];
      const all = headings.join('\n').toLowerCase();
      expect(parts.filter((part) => !all.includes(part))).toEqual([]);
    });

    test('the prose never tells the reader that something is obvious', () => {
      for (const text of markdown(cells)) {
        expect(prose(text)).not.toMatch(
          /\b(obvious(ly)?|simply|trivial(ly)?|as we know|clearly|of course)\b/i,
        );
      }
    });
  }
});
