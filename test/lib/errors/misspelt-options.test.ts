import {
  backend,
  barPlot,
  claim,
  confidenceInterval,
  contourPlot,
  descend,
  gradientDescent,
  heatmap,
  histogram,
  InvalidInput,
  linePlot,
  loadDataset,
  loadMnist,
  minimize,
  progress,
  scatterPlot,
  sideBySide,
  table,
  trainTestSplit,
} from 'optlab';

const title = 'It falls';
const x = { label: 'step' };
const y = { label: 'loss' };
const names = { label: 'name', categories: ['a', 'b'] };
const lines = [{ name: 'a', y: [2, 1] }];
const groups = [{ name: 'a', values: [2, 1] }];
const points = [{ name: 'a', x: [2, 1], y: [2, 1] }];
const range = [0, 1] as const;
const surface = { title, x: { label: 'a', range }, y: { label: 'b', range }, f: (a: number) => a };
const figure = linePlot({ title, x, y, lines });
const bowl = (at: Float64Array) => at[0] ** 2;
const wine = loadDataset('wine');

/** Options as plain JavaScript could give them: nothing checks what they are called. */
const given = (options: object) => options as never;

const misspelt: [call: () => unknown, subject: string, meant: string][] = [
  [() => descend(bowl, [1], gradientDescent(), given({ stpes: 5 })), 'descend', 'steps'],
  [() => minimize(bowl, [1], given({ maxIter: 5 })), 'minimize', 'maxiter'],
  [() => gradientDescent(given({ rl: 0.1 })), 'Gradient descent', 'lr'],
  [() => trainTestSplit(wine, given({ seed: 1, testSare: 0.5 })), 'trainTestSplit', 'testShare'],
  [() => loadMnist(given({ trian: 5 })), 'loadMnist', 'train'],
  [() => table([{ a: 1 }], given({ captoin: 'A' })), 'table', 'caption'],
  [() => progress(2, given({ lable: 'seeds' })), 'progress', 'label'],
  [() => progress([1], given({ totl: 1 })), 'progress', 'total'],
  [() => confidenceInterval([1, 2], given({ levle: 0.99 })), 'confidenceInterval', 'level'],
  [() => claim(given({ statement: 'A', expect: 'above', value: 0, levl: 0.9 })), 'claim', 'level'],
  [() => linePlot(given({ title, x, y, lines, mark: [] })), 'linePlot', 'marks'],
  [() => linePlot({ title, x: given({ ...x, logg: true }), y, lines }), 'linePlot: x', 'log'],
  [() => linePlot({ title, x, y: given({ ...y, Log: true }), lines }), 'linePlot: y', 'log'],
  [() => scatterPlot(given({ title, x, y, groups: points, line: [] })), 'scatterPlot', 'lines'],
  [
    () => scatterPlot({ title, x: given({ ...x, rnage: range }), y, groups: points }),
    'scatterPlot: x',
    'range',
  ],
  [() => barPlot(given({ title, x: names, y, groups, heigth: 300 })), 'barPlot', 'height'],
  [() => barPlot({ title, x: given({ ...names, units: 's' }), y, groups }), 'barPlot: x', 'unit'],
  [() => histogram(given({ title, x, groups, bin: 5 })), 'histogram', 'bins'],
  [() => histogram({ title, x: given({ ...x, uint: 's' }), groups }), 'histogram: x', 'unit'],
  [
    () =>
      heatmap(
        given({
          title,
          x: names,
          y: names,
          values: [
            [1, 2],
            [3, 4],
          ],
          anotate: true,
        }),
      ),
    'heatmap',
    'annotate',
  ],
  [() => contourPlot(given({ ...surface, level: 5 })), 'contourPlot', 'levels'],
  [() => contourPlot({ ...surface, y: given({ ...surface.y, unitt: 'm' }) }), 'contourPlot: y', 'unit'],
  [() => sideBySide([figure, figure], given({ title, colums: 1 })), 'sideBySide', 'columns'],
];

test.each(misspelt.map(([call, subject, meant]) => ({ call, subject, meant })))(
  '$subject: refused, with $meant as the option that was meant',
  ({ call, subject, meant }) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(new RegExp(`^${subject}: option must be one of .*\\. Did you mean ${meant}\\?$`));
  },
);

test('a backend that is asked for by another word is not silently another one', async () => {
  const asked = backend(given({ perfer: 'cpu' }));
  await expect(asked).rejects.toThrow('backend: option must be one of prefer, threads, but was "perfer".');
});

test.each<[string, () => unknown]>([
  ['trainTestSplit', () => trainTestSplit(wine, null as never)],
  ['loadMnist', () => loadMnist(null as never)],
  ['table', () => table([{ a: 1 }], null as never)],
  ['progress', () => progress(2, null as never)],
  ['linePlot', () => linePlot(null as never)],
  ['sideBySide', () => sideBySide([figure, figure], null as never)],
])('%s refuses options that are null', (caller, call) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(new RegExp(`^${caller}: options must be an object.*, but was null\\.$`));
});

test.each<[string, () => unknown]>([
  ['a histogram', () => histogram({ title, x: given({ ...x, log: true }), groups })],
  ['a surface', () => contourPlot({ ...surface, x: given({ ...surface.x, log: true }) })],
])('%s has no logarithmic axis', (_, call) => {
  expect(call).toThrow(/x: option must be one of label, unit, range, but was "log"/);
});
