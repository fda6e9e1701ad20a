import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  barPlot,
  contourPlot,
  displaySymbol,
  type Figure,
  heatmap,
  histogram,
  InvalidInput,
  inspectFigure,
  linePlot,
  scatterPlot,
  sideBySide,
} from 'optlab';
import { gallery } from './gallery';

interface Trace {
  type: string;
  name?: string;
  x: number[];
  y: number[];
  z?: (number | null)[][];
  line?: { color: string; dash: string };
  marker?: { color: string; symbol: string };
  fill?: string;
  showlegend?: boolean;
}

const traces = (fig: Figure) => fig.data as unknown as Trace[];
const x = { label: 'step' };
const y = { label: 'loss' };
const title = 'The loss falls';
const line = (values: ArrayLike<number>, more = {}) => ({ name: 'run', y: values, ...more });

describe.each(Object.keys(gallery))('the figure "%s"', (name) => {
  const fig = gallery[name]();

  test('has nothing that inspectFigure misses, also as the JSON of a notebook', () => {
    expect(inspectFigure(fig)).toEqual([]);
    const json = JSON.parse(JSON.stringify(fig[displaySymbol]()['application/vnd.plotly.v1+json']));
    expect(inspectFigure(json)).toEqual([]);
  });

  test('is plain JSON: what is drawn is what was given', () => {
    const json = fig[displaySymbol]()['application/vnd.plotly.v1+json'];
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  test('is described in words: title, axes, every named trace', () => {
    const text = fig[displaySymbol]()['text/plain'];
    expect(text).toBe(fig.alt);
    expect(text).toMatch(/^Figure: \S/);
    expect(text).toMatch(/^x axis: \S/m);
    for (const trace of traces(fig)) if (trace.name) expect(text).toContain(trace.name);
    expect(text).not.toMatch(/<sub>|<br>|NaN|undefined/);
  });
});

describe('a line plot', () => {
  test('says what it shows', () => {
    const fig = linePlot({
      title,
      x: { label: 'time', unit: 's' },
      y: { label: 'loss', log: true },
      lines: [line([1, 0.1, 0.01], { x: [0, 2, 4] })],
    });
    expect(fig.alt.split('\n')).toEqual([
      'Figure: The loss falls',
      'x axis: time (s)',
      'y axis: loss, logarithmic',
      'line "run": 3 points, x 0 to 4, y 0.01 to 1',
    ]);
  });

  test('gives lines different colors and dashes, and starts again when they run out', () => {
    const lines = Array.from({ length: 9 }, (_, i) => ({ name: `run ${i}`, y: [i, i + 1] }));
    const looks = traces(linePlot({ title, x, y, lines })).map(
      ({ line: look }) => `${look?.color} ${look?.dash}`,
    );
    expect(new Set(looks).size).toBe(9);
  });

  test('takes typed arrays and draws NaN as a gap', () => {
    const [trace] = traces(linePlot({ title, x, y, lines: [line(Float64Array.of(1, Number.NaN, 3))] }));
    expect(trace.y).toEqual([1, null, 3]);
    expect(trace.x).toEqual([0, 1, 2]);
  });

  test('shades a band between its ends, below its line and outside of the legend', () => {
    const fig = linePlot({ title, x, y, lines: [line([2, 2], { band: { lower: [1, 1], upper: [3, 4] } })] });
    const [lower, upper, mean] = traces(fig);
    expect([lower.y, upper.y, mean.y]).toEqual([
      [1, 1],
      [3, 4],
      [2, 2],
    ]);
    expect([lower.fill, upper.fill]).toEqual([undefined, 'tonexty']);
    expect([lower.showlegend, upper.showlegend, mean.showlegend]).toEqual([false, false, undefined]);
    expect(fig.alt).not.toMatch(/y 1\b/);
  });

  test('draws error bars as distances from the points', () => {
    const points = [{ name: 'mean', y: [10, 20], interval: { lower: [8, 19], upper: [13, 22] } }];
    const [trace] = linePlot({ title, x, y, lines: [], points }).data as { error_y?: unknown }[];
    expect(trace.error_y).toMatchObject({ array: [3, 2], arrayminus: [2, 1] });
  });

  test('a named color ties theory to experiment', () => {
    const fig = linePlot({
      title,
      x,
      y,
      lines: [line([1, 2], { color: 'blue' })],
      points: [{ name: 'measured', y: [1, 2], color: 'blue' }],
    });
    const [theory, measured] = traces(fig);
    expect(theory.line?.color).toBe(measured.marker?.color);
  });

  test('takes the range of a log axis in the units of the data', () => {
    const fig = linePlot({
      title,
      x,
      y: { label: 'loss', log: true, range: [0.001, 100] },
      lines: [line([1, 2])],
    });
    expect(fig.layout.yaxis?.range?.map((end) => 10 ** Number(end))).toEqual([0.001, 100]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['no line', () => linePlot({ title, x, y, lines: [] }), /at least one line/],
    [
      'an empty line',
      () => linePlot({ title, x, y, lines: [line([])] }),
      /"run": y must be an array with at least one number/,
    ],
    ['only gaps', () => linePlot({ title, x, y, lines: [line([Number.NaN])] }), /at least one finite number/],
    [
      'different lengths',
      () => linePlot({ title, x, y, lines: [line([1, 2], { x: [1] })] }),
      /x: length must be 2, the length of y, but was 1/,
    ],
    [
      'infinity',
      () => linePlot({ title, x, y, lines: [line([1, Number.POSITIVE_INFINITY])] }),
      /y\[1\] must be finite, or NaN for a gap, but was Infinity/,
    ],
    [
      'NaN as a place',
      () => linePlot({ title, x, y, lines: [line([1], { x: [Number.NaN] })] }),
      /x\[0\] must be finite/,
    ],
    [
      'zero on a log axis',
      () => linePlot({ title, x, y: { label: 'l', log: true }, lines: [line([1, 0])] }),
      /y\[1\] must be positive on a log axis, but was 0/,
    ],
    [
      'a text among numbers',
      () => linePlot({ title, x, y, lines: [line(['1'] as never)] }),
      /y\[0\] must be a number, but was "1"/,
    ],
    ['no array', () => linePlot({ title, x, y, lines: [line(3 as never)] }), /must be an array of numbers/],
    ['no title', () => linePlot({ title: '', x, y, lines: [line([1])] }), /title must be a text/],
    [
      'no axis label',
      () => linePlot({ title, x: { label: '' }, y, lines: [line([1])] }),
      /x: label must be a text/,
    ],
    [
      'no name',
      () => linePlot({ title, x, y, lines: [{ name: '', y: [1] }] }),
      /name of line must be a text/,
    ],
    [
      'a range that falls',
      () => linePlot({ title, x: { label: 'x', range: [2, 1] }, y, lines: [line([1])] }),
      /two finite numbers, the smaller one first/,
    ],
    [
      'a log range from zero',
      () =>
        linePlot({ title, x: { label: 'x', log: true, range: [0, 1] }, y, lines: [line([1], { x: [1] })] }),
      /positive on a log axis/,
    ],
    [
      'an unknown color',
      () => linePlot({ title, x, y, lines: [line([1], { color: 'red' as never })] }),
      /one of blue, vermillion/,
    ],
    [
      'a band upside down',
      () => linePlot({ title, x, y, lines: [line([1], { band: { lower: [2], upper: [1] } })] }),
      /at most the upper end, 1/,
    ],
    [
      'a mark at both',
      () => linePlot({ title, x, y, lines: [line([1])], marks: [{ x: 1, y: 1, label: 'm' } as never] }),
      /at one x or at one y/,
    ],
    [
      'a mark nowhere',
      () => linePlot({ title, x, y, lines: [line([1])], marks: [{ x: Number.NaN, label: 'm' }] }),
      /a finite number, but was NaN/,
    ],
    ['a height of 10', () => linePlot({ title, x, y, lines: [line([1])], height: 10 }), /150 or more/],
  ])('refuses %s', (_, call, says) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(says);
  });
});

describe('a contour plot', () => {
  const bowl = (a: number, b: number) => a * a + 20 * b * b;
  const options = {
    title,
    x: { label: 'a', range: [-2, 2] as const },
    y: { label: 'b', range: [-1, 1] as const },
    f: bowl,
  };
  const surface = (fig: Figure) => {
    const [trace] = fig.data as unknown as {
      x: number[];
      y: number[];
      z: (number | null)[][];
      customdata: (number | null)[][];
      contours: { start: number; end: number; size: number };
      colorbar: { tickvals: number[]; ticktext: string[] };
    }[];
    return trace;
  };

  test('evaluates f at the corners of its ranges and in between', () => {
    const { x: xs, y: ys, customdata } = surface(contourPlot({ ...options, resolution: 5 }));
    expect([xs, ys]).toEqual([
      [-2, -1, 0, 1, 2],
      [-1, -0.5, 0, 0.5, 1],
    ]);
    expect(customdata).toEqual(ys.map((b) => xs.map((a) => bowl(a, b))));
  });

  test.each(['linear', 'log'] as const)(
    'with %s spacing, the drawn height rises with f and is whole at each level',
    (spacing) => {
      const levels = [1, 5, 20];
      const { z, customdata } = surface(contourPlot({ ...options, levels, spacing, resolution: 41 }));
      const pairs = customdata.flatMap((row, j) =>
        row.map((height, i) => [height as number, z[j][i] as number]),
      );
      pairs.sort((a, b) => a[0] - b[0]);
      pairs.slice(1).forEach(([, position], at) => {
        expect(position).toBeGreaterThanOrEqual(pairs[at][1] - 1e-3);
      });
      for (const [height, position] of pairs) {
        expect(position).toBeGreaterThanOrEqual(-1);
        expect(position).toBeLessThanOrEqual(levels.length);
        levels.forEach((level, index) => {
          if (height < level - 1e-3) expect(position).toBeLessThanOrEqual(index);
          if (height > level + 1e-3) expect(position).toBeGreaterThanOrEqual(index);
        });
      }
    },
  );

  test('labels the color bar with the levels themselves', () => {
    const { colorbar, contours } = surface(contourPlot({ ...options, levels: [1, 5, 20] }));
    expect(colorbar).toMatchObject({ tickvals: [0, 1, 2], ticktext: ['1', '5', '20'] });
    expect(contours).toMatchObject({ start: 0, end: 2, size: 1 });
  });

  test('a flat surface has one level', () => {
    expect(surface(contourPlot({ ...options, f: () => 3 })).colorbar.ticktext).toEqual(['3']);
  });

  test('has holes where f is not finite', () => {
    const { z } = surface(contourPlot({ ...options, f: (a) => Math.log(a), resolution: 5 }));
    expect(z[0].map((value) => value === null)).toEqual([true, true, true, false, false]);
  });

  test('draws a path of arrays, of typed arrays and of coordinates alike', () => {
    const draw = (points: never) => traces(contourPlot({ ...options, paths: [{ name: 'p', points }] }))[1];
    const drawn = [
      [
        [1, 2],
        [3, 4],
      ],
      [Float64Array.of(1, 2), Float64Array.of(3, 4)],
      { x: [1, 3], y: [2, 4] },
    ].map((points) => draw(points as never));
    for (const path of drawn)
      expect([path.x, path.y]).toEqual([
        [1, 3],
        [2, 4],
      ]);
  });

  test('cuts a path that diverges where it stops being finite', () => {
    const points = [
      [0, 0],
      [1e300, 5],
      [Number.POSITIVE_INFINITY, 1],
      [0, 0],
    ];
    expect(traces(contourPlot({ ...options, paths: [{ name: 'p', points }] }))[1].x).toEqual([0, 1e300]);
  });

  test.each<[string, object, RegExp]>([
    ['a missing range', { x: { label: 'a' } }, /x: range must be two finite numbers/],
    ['no function', { f: 3 }, /f must be a function of two numbers/],
    ['a function that is nowhere finite', { f: () => Number.NaN }, /finite somewhere/],
    [
      'a path in three dimensions',
      { paths: [{ name: 'p', points: [[1, 2, 3]] }] },
      /point 0 must be two numbers/,
    ],
    ['a path of no points', { paths: [{ name: 'p', points: [] }] }, /starts at a finite point/],
    [
      'coordinates of different lengths',
      { paths: [{ name: 'p', points: { x: [1], y: [] } }] },
      /length of y must be 1/,
    ],
    ['levels that fall', { levels: [2, 1] }, /in rising order/],
    ['no levels', { levels: [] }, /in rising order/],
    ['a resolution of 2', { resolution: 2 }, /integer from 3 to 500/],
  ])('refuses %s', (_, change, says) => {
    expect(() => contourPlot({ ...options, ...change })).toThrow(says);
  });
});

describe('a histogram', () => {
  test('counts every value once, the largest in the last bin', () => {
    const values = [0, 0.5, 1, 1, 2, 3, 4];
    const [{ y: counts }] = traces(histogram({ title, x, groups: [{ name: 'g', values }], bins: 4 }));
    expect(counts).toEqual([2, 2, 1, 2]);
  });

  test('leaves out what is beyond the range asked for', () => {
    const groups = [{ name: 'g', values: [-5, 0.5, 1.5, 9] }];
    const [{ y: counts }] = traces(histogram({ title, x: { label: 'v', range: [0, 2] }, groups, bins: 2 }));
    expect(counts).toEqual([1, 1]);
  });

  test('shares sum to 1 in groups of any size', () => {
    const groups = [
      { name: 'a', values: [1, 2, 3] },
      { name: 'b', values: [2, 2, 2, 3, 9] },
    ];
    for (const { y: shares } of traces(histogram({ title, x, groups, share: true }))) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  test('equal values fall into one bin around them', () => {
    const [{ x: centres, y: counts }] = traces(
      histogram({ title, x, groups: [{ name: 'g', values: [7, 7, 7] }] }),
    );
    expect([centres, counts]).toEqual([[7], [3]]);
  });
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a bar plot with a value too few',
    () =>
      barPlot({ title, x: { label: 'a', categories: ['p', 'q'] }, y, groups: [{ name: 'g', values: [1] }] }),
    /length must be 2, the length of the categories/,
  ],
  [
    'a category twice',
    () =>
      barPlot({
        title,
        x: { label: 'a', categories: ['p', 'p'] },
        y,
        groups: [{ name: 'g', values: [1, 2] }],
      }),
    /names that differ/,
  ],
  [
    'a heat map with a row too few',
    () =>
      heatmap({
        title,
        x: { label: 'a', categories: ['p'] },
        y: { label: 'b', categories: ['q', 'r'] },
        values: [[1]],
      }),
    /rows must be 2/,
  ],
  [
    'a ragged heat map',
    () =>
      heatmap({
        title,
        x: { label: 'a', categories: ['p'] },
        y: { label: 'b', categories: ['q'] },
        values: [[1, 2]],
      }),
    /length of row 0 must be 1/,
  ],
  [
    'a heat map whose range is upside down',
    () =>
      heatmap({
        title,
        x: { label: 'a', categories: ['p'] },
        y: { label: 'b', categories: ['q'] },
        values: [[1]],
        value: { label: 'entry', range: [1, 0] },
      }),
    /smaller one first/,
  ],
  ['a scatter plot without points', () => scatterPlot({ title, x, y, groups: [] }), /at least one/],
  [
    'a histogram with NaN',
    () => histogram({ title, x, groups: [{ name: 'g', values: [Number.NaN] }] }),
    /must be finite, but was NaN/,
  ],
  ['one figure beside nothing', () => sideBySide([gallery.lines()], { title }), /two to nine/],
])('refuses %s', (_, call, says) => {
  expect(call).toThrow(says);
});

describe('the colors of a heat map', () => {
  const trace = (values: number[][], range?: [number, number]) => {
    const categories = values.map((_, index) => `${index}`);
    const axis = { label: 'a', categories };
    return heatmap({ title, x: axis, y: axis, values, value: { label: 'entry', range } }).data[0] as {
      colorscale: [number, string][];
      zmin?: number;
      zmax?: number;
    };
  };
  const white = '#ffffff';

  test('are white at zero where values have both signs, whichever is larger', () => {
    for (const values of [
      [
        [-3, 1],
        [0, 2],
      ],
      [
        [3, -1],
        [Number.NaN, 2],
      ],
    ]) {
      const { colorscale, zmin, zmax } = trace(values);
      expect([zmin, zmax]).toEqual([-3, 3]);
      expect(colorscale.find(([place]) => place === 0.5)?.[1]).toBe(white);
    }
  });

  test('begin with white where no value is negative, and span a range that is given', () => {
    const plain = trace([
      [0, 1],
      [2, 5],
    ]);
    expect(plain.zmin).toBeUndefined();
    expect(plain.colorscale[0]).toEqual([0, white]);
    const { zmin, zmax } = trace(
      [
        [1, 2],
        [3, 4],
      ],
      [0, 10],
    );
    expect([zmin, zmax]).toEqual([0, 10]);
    const { zmin: least, zmax: most } = trace(
      [
        [1, 2],
        [3, 4],
      ],
      [-2, 10],
    );
    expect([least, most]).toEqual([-10, 10]);
  });
});

describe('figures side by side', () => {
  const panel = (name: string) =>
    linePlot({ title: name, x, y, lines: [line([1, 2])], marks: [{ y: 1, label: 'm' }] });
  const fig = sideBySide([panel('left'), panel('right')], { title });

  test('each trace and mark stays with its own axes', () => {
    expect(fig.data.map((trace) => (trace as { xaxis: string }).xaxis)).toEqual(['x', 'x2']);
    expect(fig.layout.shapes?.map(({ xref, yref }) => [xref, yref])).toEqual([
      ['x domain', 'y'],
      ['x2 domain', 'y2'],
    ]);
    const [, end] = fig.layout.xaxis?.domain ?? [];
    const [start] = fig.layout.xaxis2?.domain ?? [];
    expect(end).toBeLessThan(start);
  });

  test('one name has one entry in the legend', () => {
    expect(traces(fig).map(({ showlegend }) => showlegend)).toEqual([true, false]);
  });
});

describe('saving', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'optlab-save-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('JSON reads back as the figure', () => {
    const fig = gallery.lines();
    fig.save(join(folder, 'a.json'));
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toEqual(
      fig[displaySymbol]()['application/vnd.plotly.v1+json'],
    );
  });

  test('a page asks no other machine for anything, and no text of the figure ends its script', () => {
    const fig = linePlot({ title: 'a </script><script>alert(1)</script>', x, y, lines: [line([1, 2])] });
    const page = fig.toHtml();
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)=/);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  test('another ending is refused, and nothing is written', () => {
    expect(() => gallery.lines().save(join(folder, 'a.png'))).toThrow(/ends in \.html or \.json/);
    expect(existsSync(join(folder, 'a.png'))).toBe(false);
  });
});

describe('inspectFigure', () => {
  const good = () =>
    JSON.parse(JSON.stringify({ data: gallery.lines().data, layout: gallery.lines().layout }));

  test.each<[string, (fig: ReturnType<typeof good>) => void, string]>([
    [
      'a title of nothing',
      (fig) => Object.assign(fig.layout, { title: { text: ' ' } }),
      'the figure has no title',
    ],
    ['no title', (fig) => delete fig.layout.title, 'the figure has no title'],
    ['no title of an axis', (fig) => delete fig.layout.yaxis.title, 'the y axis has no title'],
    ['no axes described', (fig) => delete fig.layout.xaxis, 'the x axis has no title'],
    ['no traces', (fig) => Object.assign(fig, { data: [] }), 'the figure has no trace'],
    [
      'data outside of the range',
      (fig) => Object.assign(fig.layout.xaxis, { range: [1000, 2000] }),
      'no trace has data inside the range of its axes',
    ],
    [
      'data outside of a log range',
      (fig) => Object.assign(fig.layout.yaxis, { range: [5, 6] }),
      'no trace has data inside the range of its axes',
    ],
    [
      'only gaps',
      (fig) => fig.data.map((trace: Trace) => trace.y.fill(null as never)),
      'no trace has data inside the range of its axes',
    ],
  ])('finds %s', (_, spoil, problem) => {
    const fig = good();
    spoil(fig);
    expect(inspectFigure(fig)).toContain(problem);
  });

  test("reads arrays in Plotly's base64 form", () => {
    const bdata = Buffer.from(Float64Array.of(1, 2, 3).buffer).toString('base64');
    const layout = {
      title: { text: 't' },
      xaxis: { title: { text: 'x' } },
      yaxis: { title: { text: 'y' }, range: [2.5, 4] },
    };
    expect(inspectFigure({ data: [{ y: { bdata, dtype: 'f8' } }], layout })).toEqual([]);
    const above = { ...layout, yaxis: { ...layout.yaxis, range: [5, 6] } };
    expect(inspectFigure({ data: [{ y: { bdata, dtype: 'f8' } }], layout: above })).toHaveLength(1);
  });
});

test.each<[string, (wrong: never) => unknown]>([
  ['linePlot', linePlot],
  ['scatterPlot', scatterPlot],
  ['barPlot', barPlot],
  ['histogram', histogram],
  ['heatmap', heatmap],
  ['contourPlot', contourPlot],
  ['sideBySide', (wrong) => sideBySide(wrong, { title: 'nothing' })],
  ['inspectFigure', inspectFigure],
])('%s refuses what is no description of a figure', (_, call) => {
  for (const wrong of [null, undefined, 5, 'a plot', [], {}, () => 1]) {
    expect(() => call(wrong as never)).toThrow(InvalidInput);
  }
});
