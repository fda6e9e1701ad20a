import {
  cosine,
  InvalidInput,
  inspectFigure,
  learningRateRange,
  oneCycle,
  plotLearningRateRange,
  plotSchedule,
} from 'optlab';

interface Trace {
  name: string;
  mode: string;
  x: number[];
  y: (number | null)[];
}
const traces = (figure: { data: unknown }) => figure.data as Trace[];

describe('a plot of schedules', () => {
  test('draws every step', () => {
    const figure = plotSchedule(cosine(0.1, 10), 12);
    const [{ x, y }] = traces(figure);
    expect(x).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(y).toEqual(x.map(cosine(0.1, 10)));
    expect(figure.alt.split('\n').slice(0, 3)).toEqual([
      'Figure: Learning rate over 12 steps',
      'x axis: step',
      'y axis: learning rate',
    ]);
    expect(inspectFigure(figure)).toEqual([]);
  });

  test('of very many steps draws whole ones, the first and the last', () => {
    const [{ x }] = traces(plotSchedule((t) => 1 / t, 1_000_000, { log: true }));
    expect(x).toHaveLength(1000);
    expect([x[0], x[999]]).toEqual([1, 1_000_000]);
    expect(x.every(Number.isInteger)).toBe(true);
  });

  test('tells several apart by their names', () => {
    const lines = [cosine(0.1, 10), oneCycle(0.1, 10), cosine(0.2, 10), (t: number) => t];
    expect(traces(plotSchedule(lines, 10)).map(({ name }) => name)).toEqual([
      'cosine 1',
      'oneCycle',
      'cosine 2',
      'schedule 4',
    ]);
    const named = plotSchedule({ short: cosine(1, 5), long: cosine(1, 9) }, 10, {
      of: 'momentum',
      title: 'Both end at 0',
    });
    expect(traces(named).map(({ name }) => name)).toEqual(['short', 'long']);
    expect(named.alt).toMatch(/^Figure: Both end at 0\n.*\ny axis: momentum\n/);
    expect(inspectFigure(named)).toEqual([]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'one step',
      () => plotSchedule(cosine(1, 2), 1),
      'plotSchedule: steps must be a whole number of steps, 2 or',
    ],
    ['no steps', () => plotSchedule(cosine(1, 2), undefined as never), 'plotSchedule: steps must be'],
    [
      'a number',
      () => plotSchedule(0.1 as never, 5),
      'plotSchedule: schedule 1 must be a schedule, such as cosine',
    ],
    ['none', () => plotSchedule([], 5), 'plotSchedule: schedules must be at least one'],
    ['an unknown option', () => plotSchedule(cosine(1, 2), 5, { lgo: true } as never), 'Did you mean log?'],
  ])('of %s is refused', (_, make, message) => {
    expect(make).toThrow(InvalidInput);
    expect(make).toThrow(message);
  });
});

describe('a plot of a range test', () => {
  const curve = (lr: number) => 1 / (1 + (lr / 1e-3) ** 2) + (lr > 0.1 ? 1e6 * lr : 0);

  test('shows losses, their average, the suggestion and the minimum', async () => {
    const range = await learningRateRange({ step: curve, steps: 121, smoothing: 0 });
    const figure = plotLearningRateRange(range);
    expect(inspectFigure(figure)).toEqual([]);
    expect(traces(figure).map(({ name }) => name)).toEqual(['smoothed', 'each step']);
    expect(figure.alt).toMatch(
      /^Figure: The loss falls fastest at a learning rate of 0\.001\nx axis: learning rate, logarithmic\ny axis: loss/,
    );
    const labels = (figure.layout.shapes ?? []).map(({ label, x0 }) => [label?.text, x0]);
    expect(labels).toEqual([
      ['falls fastest', range.suggestion],
      ['lowest', range.lowest],
    ]);
    // What has diverged is left out: it would flatten the rest.
    const drawn = traces(figure)[1].y.filter((value): value is number => value !== null);
    expect(Math.max(...drawn)).toBeLessThan(2);
    expect(drawn.length).toBeGreaterThan(95);
  });

  test('says when no rate helps', async () => {
    const figure = plotLearningRateRange(await learningRateRange({ step: (_, i) => i, steps: 20 }));
    expect(figure.alt).toMatch(/^Figure: The loss falls at none of the learning rates/);
    expect(inspectFigure(figure)).toEqual([]);
  });

  test('survives a loss that is not finite', async () => {
    const step = (_: number, i: number) => (i > 30 ? Number.POSITIVE_INFINITY : 50 - i);
    const figure = plotLearningRateRange(await learningRateRange({ step, steps: 50 }));
    expect(inspectFigure(figure)).toEqual([]);
  });

  test('needs a result', () => {
    expect(() => plotLearningRateRange(null as never)).toThrow('must be what learningRateRange returned');
  });
});
