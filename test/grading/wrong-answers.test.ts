import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gradeNotebooks } from '../../grading/src/grade';
import type { PartResult } from '../../grading/src/result';
import { exerciseFolder, type PartId, partIds, temporaryFolder, withAnswers } from './support';

interface Misconception {
  name: string;
  part: PartId;
  misconception: string;
  fails: string[];
  says?: string;
}

const table: Misconception[] = JSON.parse(readFileSync(join(exerciseFolder, 'misconceptions.json'), 'utf8'));
const code = (name: string) => readFileSync(join(exerciseFolder, 'misconceptions', `${name}.ts`), 'utf8');
const folder = temporaryFolder();
const graded = new Map<string, PartResult>();

beforeAll(async () => {
  const paths = table.map(({ name, part }) =>
    folder.write(`${name}.ipynb`, withAnswers({ [part]: code(name) })),
  );
  const results = await gradeNotebooks(paths);
  results.forEach((result, i) => {
    const part = result.parts.find(({ id }) => id === table[i].part);
    if (part) graded.set(table[i].name, part);
  });
}, 120_000);

test('every exercise has wrong answers of at least five kinds', () => {
  for (const id of partIds) {
    expect(table.filter(({ part }) => part === id).length).toBeGreaterThanOrEqual(5);
  }
});

describe.each(table)('the wrong answer $name', ({ name, misconception, fails, says }) => {
  test('loses the points of the checks that it must fail, and no others', () => {
    const part = graded.get(name) as PartResult;
    const failed = part.checks.filter(({ passed }) => !passed);
    expect(failed.map((check) => check.name)).toEqual(fails);
    expect(fails.length).toBeGreaterThan(0);
    const lost = failed.reduce((sum, { maxPoints }) => sum + maxPoints, 0);
    expect(part.points).toBe(part.maxPoints - lost);
  });

  test('is told why', () => {
    const messages = (graded.get(name) as PartResult).checks.flatMap(({ message }) => message ?? []);
    for (const message of messages) expect(message).toMatch(/ .*\./);
    if (says) expect(messages.join('\n')).toContain(says);
    expect(misconception).toMatch(/\.$/);
  });
});
