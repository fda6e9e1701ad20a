import { strongWolfe } from 'optlab';
import { type Curve, lineOn } from './line';

/** The paper's (5.1) to (5.4), with its parameters. */
const rational = (beta: number): Curve => ({
  phi: (a) => -a / (a ** 2 + beta),
  slope: (a) => (a ** 2 - beta) / (a ** 2 + beta) ** 2,
});
const quintic = (beta: number): Curve => ({
  phi: (a) => (a + beta) ** 5 - 2 * (a + beta) ** 4,
  slope: (a) => 5 * (a + beta) ** 4 - 8 * (a + beta) ** 3,
});
const ripples = (beta: number, l: number): Curve => {
  const isRound = (a: number) => Math.abs(a - 1) < beta;
  const wave = (l * Math.PI) / 2;
  return {
    phi: (a) =>
      (isRound(a) ? (a - 1) ** 2 / (2 * beta) + beta / 2 : Math.abs(1 - a)) +
      ((1 - beta) / wave) * Math.sin(wave * a),
    slope: (a) => (isRound(a) ? (a - 1) / beta : Math.sign(a - 1)) + (1 - beta) * Math.cos(wave * a),
  };
};
const yanai = (beta1: number, beta2: number): Curve => {
  const gamma = (beta: number) => Math.sqrt(1 + beta ** 2) - beta;
  const [g1, g2] = [gamma(beta1), gamma(beta2)];
  return {
    phi: (a) => g1 * Math.hypot(1 - a, beta2) + g2 * Math.hypot(a, beta1),
    slope: (a) => (g1 * (a - 1)) / Math.hypot(1 - a, beta2) + (g2 * a) / Math.hypot(a, beta1),
  };
};

/**
 * Tables I to VI of the paper: for the first steps 1e-3, 0.1, 10 and 1000 the evaluations, the step and the slope there,
 * to the digits that are printed. Slopes at the level of rounding errors are left out.
 */
type Row = [evaluations: number, step: number, slope?: number];
const tables: [name: string, curve: Curve, mu: number, eta: number, rows: Row[]][] = [
  [
    'I',
    rational(2),
    1e-3,
    0.1,
    [
      [6, 1.4, -9.2e-3],
      [3, 1.4, 4.7e-3],
      [1, 10, 9.4e-3],
      [4, 37, 7.3e-4],
    ],
  ],
  [
    'II',
    quintic(0.004),
    0.1,
    0.1,
    [
      [12, 1.6],
      [8, 1.6],
      [8, 1.6],
      [11, 1.6],
    ],
  ],
  [
    'III',
    ripples(0.01, 39),
    0.1,
    0.1,
    [
      [12, 1, -5.1e-5],
      [12, 1, -1.9e-4],
      [10, 1, -2e-6],
      [13, 1, -1.6e-5],
    ],
  ],
  [
    'IV',
    yanai(0.001, 0.001),
    1e-3,
    1e-3,
    [
      [4, 0.085, -6.9e-5],
      [1, 0.1, -4.9e-5],
      [3, 0.35, -2.9e-6],
      [4, 0.83, 1.6e-5],
    ],
  ],
  [
    'V',
    yanai(0.01, 0.001),
    1e-3,
    1e-3,
    [
      [6, 0.075, 1.9e-4],
      [3, 0.078, 7.4e-4],
      [7, 0.073, -2.6e-4],
      [8, 0.076, 4.5e-4],
    ],
  ],
  [
    'VI',
    yanai(0.001, 0.01),
    1e-3,
    1e-3,
    [
      [13, 0.93, 5.2e-4],
      [11, 0.93, 8.4e-5],
      [8, 0.92, -2.4e-4],
      [11, 0.92, -3.2e-4],
    ],
  ],
];

const cases = tables.flatMap(([name, curve, mu, eta, rows]) =>
  rows.map(([evaluations, step, slope], i) => ({
    ...{ name, curve, mu, eta, evaluations, step, slope },
    trial: [1e-3, 0.1, 10, 1000][i],
  })),
);

test.each(cases)(
  'table $name of the paper: from $trial it takes $evaluations evaluations to $step',
  ({ curve, mu, eta, trial, evaluations, step, slope }) => {
    const line = lineOn(curve, { trial });
    const found = strongWolfe({ c1: mu, c2: eta })(line);
    expect(line.count).toBe(evaluations);
    expect(Number(found?.step.toPrecision(2))).toBe(step);
    if (slope !== undefined)
      expect(Number(curve.slope(found?.step ?? Number.NaN).toPrecision(2))).toBe(slope);
  },
);
