import { tmpdir } from 'node:os';
import { Checker } from '../../kernel/src/checker/checker';
import { complete } from '../../kernel/src/checker/complete';
import { Project } from '../../kernel/src/checker/project';

jest.mock('typescript-5', () => ({ ...jest.requireActual('typescript-5'), bindSourceFile: undefined }));

test('a compiler that does not bind a single file gets a new program for each cell, and says the same', () => {
  const project = new Project(tmpdir(), () => false);
  const checker = new Checker(project, tmpdir(), () => false);
  const programs = new Set<unknown>();
  const errorOf = (code: string): string | undefined => {
    const prepared = checker.prepare({ id: 0, file: 'In[1].ts', code, check: true });
    checker.declarePrepared();
    programs.add(project.program());
    return 'error' in prepared ? prepared.error.evalue : undefined;
  };
  expect(errorOf('const a = [1]; const b = { a }')).toBeUndefined();
  expect(errorOf('const text: string = b.a[0]')).toMatch(/^TS2322: /);
  expect(errorOf("const a = 'text'")).toBeUndefined();
  expect(errorOf('a.toFixed()')).toMatch(/^TS2551: |^TS2339: /);
  expect(programs.size).toBe(4);
  expect(complete(checker, 'b.', 2).matches).toEqual(['a']);
  expect(project.renew()).toBe(false);
});
