import {
  barPlot,
  contourPlot,
  type Figure,
  heatmap,
  histogram,
  linePlot,
  random,
  scatterPlot,
  sideBySide,
} from 'optlab';

const steps = Array.from({ length: 41 }, (_, step) => step);
const decay = (rate: number) => steps.map((step) => rate ** step);

const path = (rate: number, count = 12): [number, number][] =>
  Array.from({ length: count }, (_, step) => [1.8 * (1 - 2 * rate) ** step, 0.9 * (1 - 40 * rate) ** step]);

const normals = (seed: number, count: number, mean: number, deviation: number) => {
  const stream = random(seed);
  return Array.from({ length: count }, () => stream.normal(mean, deviation));
};

/** One figure of every kind, with what is hard to place: long titles, many names, log axes, marks at the edge. */
export const gallery: Record<string, () => Figure> = {
  lines: () =>
    linePlot({
      title: 'Momentum reaches the tolerance in a tenth of the steps',
      x: { label: 'step' },
      y: { label: 'excess loss', log: true },
      lines: [
        { name: 'gradient descent', y: decay(0.9) },
        {
          name: 'momentum',
          y: decay(0.6),
          band: { lower: decay(0.6).map((y) => y * 0.5), upper: decay(0.6).map((y) => y * 2) },
        },
        { name: 'theory', y: decay(0.7), color: 'black' },
      ],
      points: [
        {
          name: 'measured',
          x: [5, 10, 15],
          y: [0.6, 0.35, 0.2],
          interval: { lower: [0.5, 0.3, 0.15], upper: [0.75, 0.42, 0.25] },
        },
      ],
      marks: [
        { y: 1e-6, label: 'tolerance' },
        { x: 38, label: 'budget' },
      ],
    }),
  manyLines: () =>
    linePlot({
      title:
        'With eight learning rates on one problem, each at a factor of two from the next, all those above the bound diverge at once',
      x: { label: 'step' },
      y: { label: 'loss' },
      height: 300,
      lines: [1, 2, 3, 4, 5, 6, 7, 8].map((k) => ({ name: `learning rate ${k / 10}`, y: decay(1 - k / 40) })),
    }),
  scatter: () =>
    scatterPlot({
      title: 'Disease progression grows with body mass index',
      x: { label: 'body mass index', unit: 'kg/m²' },
      y: { label: 'progression after one year' },
      groups: [
        { name: 'women', x: normals(1, 120, 26, 4), y: normals(2, 120, 150, 60) },
        { name: 'men', x: normals(3, 120, 27, 4), y: normals(4, 120, 155, 60) },
      ],
      lines: [{ name: 'least squares', x: [18, 38], y: [70, 270], color: 'black' }],
    }),
  contour: () =>
    contourPlot({
      title: 'Steps near 2/L zigzag across the valley',
      x: { label: 'θ<sub>1</sub>', range: [-2, 2] },
      y: { label: 'θ<sub>2</sub>', range: [-1.2, 1.2] },
      f: (a, b) => a ** 2 + 20 * b ** 2,
      value: { label: 'loss' },
      paths: [
        { name: 'η = 0.01', points: path(0.01) },
        { name: 'η = 0.048', points: path(0.048) },
      ],
      marks: [{ name: 'minimum', x: 0, y: 0 }],
      equalAspect: true,
    }),
  rosenbrock: () =>
    contourPlot({
      title: 'Rosenbrock: the valley is curved and nearly flat',
      x: { label: 'x', range: [-2, 2] },
      y: { label: 'y', range: [-1, 3] },
      f: (a, b) => 100 * (b - a * a) ** 2 + (1 - a) ** 2,
      marks: [{ name: 'minimum', x: 1, y: 1 }],
    }),
  histogram: () =>
    histogram({
      title: 'Pruning leaves a gap around zero',
      x: { label: 'weight' },
      groups: [
        { name: 'before', values: normals(5, 800, 0, 1) },
        { name: 'after', values: normals(6, 400, 1, 0.5) },
      ],
    }),
  bars: () =>
    barPlot({
      title: 'int8 quarters the file and keeps the accuracy',
      x: { label: 'format', categories: ['float32', 'int8', 'int4'] },
      y: { label: 'accuracy', unit: '%', range: [90, 100] },
      groups: [
        {
          name: 'per tensor',
          values: [97.9, 97.7, 91],
          interval: { lower: [97.5, 97.2, 90.2], upper: [98.2, 98.1, 92] },
        },
        { name: 'per channel', values: [97.9, 97.8, 95] },
      ],
    }),
  heatmap: () =>
    heatmap({
      title: 'Nines are taken for fours',
      x: { label: 'predicted digit', categories: ['0', '4', '9'] },
      y: { label: 'true digit', categories: ['0', '4', '9'] },
      values: [
        [50, 0, 1],
        [0, 47, 3],
        [1, 7, 42],
      ],
      value: { label: 'images' },
    }),
  panels: () =>
    sideBySide([gallery.lines(), gallery.contour(), gallery.scatter(), gallery.histogram()], {
      title: 'Four views of one run',
      columns: 2,
    }),
};
