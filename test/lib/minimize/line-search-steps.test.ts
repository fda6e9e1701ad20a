import { hagerZhang, type LineSearch, strongWolfe } from 'optlab';
import recorded from '../../oracles/line_searches.json';
import { lineFunctions, searchAlong } from './line-functions';

type Run = (typeof recorded.more_thuente)[0];
const searches: Record<string, [(run: Run) => LineSearch, readonly Run[]]> = {
  strongWolfe: [({ c1, c2 }) => strongWolfe({ c1, c2 }), recorded.more_thuente],
  hagerZhang: [({ c1, c2 }) => hagerZhang({ c1, c2 }), recorded.hager_zhang],
};

describe.each(Object.entries(searches))('%s', (_name, [make, runs]) => {
  test.each(runs)('takes the published steps on $function from $first with $c1 and $c2', (run) => {
    const { tried, found } = searchAlong(lineFunctions[run.function], make(run), run.first);
    expect(tried).toHaveLength(run.tried.length);
    tried.forEach((step, k) => {
      // Interpolation amplifies rounding where values are close to each other.
      expect(Math.abs(step - run.tried[k])).toBeLessThanOrEqual(1e-6 * run.tried[k]);
    });
    expect(found?.step).toBe(tried[tried.length - 1]);
  });
});

test('the evaluations of strongWolfe are those of tables I to VI of Moré and Thuente', () => {
  // From 1e-3, 1e-1, 10 and 1000, with the tolerances of each table.
  const tables: [string, number, number, number[]][] = [
    ['rational', 0.001, 0.1, [6, 3, 1, 4]],
    ['quintic', 0.1, 0.1, [12, 8, 8, 11]],
    ['oscillating', 0.1, 0.1, [12, 12, 10, 13]],
    ['yanai4', 0.001, 0.001, [4, 1, 3, 4]],
    ['yanai5', 0.001, 0.001, [6, 3, 7, 8]],
    ['yanai6', 0.001, 0.001, [13, 11, 8, 11]],
  ];
  for (const [name, c1, c2, counts] of tables) {
    const found = [1e-3, 0.1, 10, 1000].map(
      (first) => searchAlong(lineFunctions[name], strongWolfe({ c1, c2 }), first).tried.length,
    );
    expect([name, found]).toEqual([name, counts]);
  }
});
