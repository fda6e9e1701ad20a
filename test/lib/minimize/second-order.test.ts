import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leastSquares, type MinimizeResult, minimize } from 'optlab';
import { problemNamed } from '../../support/problems';

/** SciPy's results of one problem. */
interface Recorded {
  problem: string;
  fstar: number | null;
  methods: Record<'CG' | 'Newton-CG', { success: boolean; fun: number; nfev: number; njev: number }>;
}
const recorded: Recorded[] = JSON.parse(
  readFileSync(join(__dirname, '../../oracles/minimize.json'), 'utf8'),
).results;

/** What is compared with which of SciPy's methods. */
const peers = {
  cg: 'CG',
  'cg-hager-zhang': 'CG',
  newton: 'Newton-CG',
  'newton-cg': 'Newton-CG',
  dogleg: 'Newton-CG',
  'trust-ncg': 'Newton-CG',
} as const;

type Peer = keyof typeof peers;

/**
 * Evaluations of f and of the gradient, those for differences of gradients included, which no method may exceed. Who
 * improves a method lowers them.
 */
const budgets: Record<string, Partial<Record<Peer, [nfev: number, njev: number]>>> = {
  rosenbrock: {
    cg: [70, 70],
    'cg-hager-zhang': [80, 54],
    newton: [29, 117],
    'newton-cg': [51, 157],
    dogleg: [25, 106],
    'trust-ncg': [31, 108],
  },
  beale: {
    cg: [29, 29],
    'cg-hager-zhang': [38, 23],
    newton: [8, 36],
    'newton-cg': [14, 52],
    dogleg: [8, 36],
    'trust-ncg': [10, 42],
  },
  helical_valley: {
    cg: [69, 69],
    'cg-hager-zhang': [94, 56],
    newton: [23, 113],
    'newton-cg': [22, 104],
    dogleg: [19, 113],
    'trust-ncg': [18, 91],
  },
  powell_singular: {
    cg: [93, 93],
    'cg-hager-zhang': [91, 51],
    newton: [16, 136],
    'newton-cg': [16, 130],
    dogleg: [16, 136],
    'trust-ncg': [16, 128],
  },
  wood: {
    cg: [75, 75],
    'cg-hager-zhang': [165, 96],
    newton: [56, 384],
    'newton-cg': [181, 1325],
    dogleg: [47, 361],
    'trust-ncg': [70, 367],
  },
  trigonometric10: {
    cg: [56, 56],
    'cg-hager-zhang': [64, 36],
    newton: [28, 228],
    'newton-cg': [19, 119],
    dogleg: [15, 211],
    'trust-ncg': [18, 111],
  },
  variably_dimensioned10: {
    cg: [24, 24],
    'cg-hager-zhang': [27, 19],
    newton: [15, 295],
    'newton-cg': [15, 43],
    dogleg: [15, 295],
    'trust-ncg': [15, 43],
  },
  extended_rosenbrock50: {
    cg: [70, 70],
    'cg-hager-zhang': [83, 56],
    newton: [29, 2229],
    'newton-cg': [51, 157],
    dogleg: [27, 2223],
    'trust-ncg': [35, 123],
  },
  extended_rosenbrock1000: {
    cg: [70, 70],
    'cg-hager-zhang': [88, 59],
    'newton-cg': [51, 157],
    'trust-ncg': [41, 139],
  },
  brown_badly_scaled: {
    cg: [42, 42],
    'cg-hager-zhang': [59, 43],
    newton: [5, 21],
    'newton-cg': [6, 34],
    dogleg: [29, 136],
    'trust-ncg': [43, 163],
  },
};

const needsHessian = (method: Peer) => method === 'newton' || method === 'dogleg';
const cases = recorded.flatMap((each) =>
  (Object.keys(peers) as Peer[])
    // A dense Hessian of 1000 variables by differences takes 2000 gradients.
    .filter((method) => !(needsHessian(method) && problemNamed(each.problem).n > 100))
    .map((method) => [method, each.problem, each] as const),
);

const results = new Map<string, MinimizeResult>();
const resultOf = (method: Peer, name: string): MinimizeResult => {
  const { f, grad, x0 } = problemNamed(name);
  const known = results.get(method + name);
  const result = known ?? minimize(f, x0, { method, grad });
  results.set(method + name, result);
  return result;
};

describe("on SciPy's problems", () => {
  test.each(cases)('%s ends on %s by its gradient, at least as low', (method, name, { fstar, methods }) => {
    const { success, fun, jac } = resultOf(method, name);
    const peer = methods[peers[method]];
    expect(success).toBe(true);
    expect(Math.max(...jac.map(Math.abs))).toBeLessThanOrEqual(1e-5);
    const least = fstar ?? peer.fun;
    expect(fun).toBeLessThanOrEqual(Math.max(peer.fun, least) + 1e-8 * (1 + Math.abs(least)));
  });

  test.each(cases)('%s takes no more evaluations on %s than it did', (method, name) => {
    const { nfev, njev } = resultOf(method, name);
    const budget = budgets[name]?.[method];
    expect(budget).toBeDefined();
    expect(nfev).toBeLessThanOrEqual(budget?.[0] as number);
    expect(njev).toBeLessThanOrEqual(budget?.[1] as number);
  });

  test.each([
    ['cg', 'nfev'],
    ['newton-cg', 'nfev'],
    ['newton-cg', 'njev'],
    ['trust-ncg', 'nfev'],
    ['trust-ncg', 'njev'],
  ] as const)("%s takes in total no more %s than SciPy's method where both converge", (method, count) => {
    const both = recorded.filter(({ methods }) => methods[peers[method]].success);
    expect(both.length).toBeGreaterThanOrEqual(7);
    const total = both.reduce((sum, { problem }) => sum + resultOf(method, problem)[count], 0);
    const peer = both.reduce((sum, { methods }) => sum + methods[peers[method]][count], 0);
    expect(total).toBeLessThanOrEqual(peer);
  });
});

test('newton and dogleg follow three exponentials to where two have merged and f levels off, far out', () => {
  const { f, grad, x0 } = problemNamed('biggs_exp6');
  // What e^-at and e^-bt leave as b comes to a and their weights grow: (p + q t) e^-at.
  const times = Array.from({ length: 13 }, (_, i) => (i + 1) / 10);
  const y = times.map((t) => Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t));
  const merged = leastSquares(
    ([a, p, q]) => times.map((t, i) => (p + q * t) * Math.exp(-a * t) - y[i]),
    [0.15, 1, 1],
  );
  expect(merged.success).toBe(true);
  for (const method of ['newton', 'dogleg'] as const) {
    const { success, fun, x } = minimize(f, x0, { method, grad });
    expect(success).toBe(true);
    expect(fun).toBeGreaterThan(2 * merged.cost);
    expect(fun).toBeLessThan(2 * merged.cost + 1e-5);
    expect(Math.max(...x)).toBeGreaterThan(30);
  }
});
