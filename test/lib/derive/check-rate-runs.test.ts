import { checkRate, minimize, type RateClaim, RateError, random } from 'optlab';

const collect = (steps: number, start: number[], next: (x: number[], k: number) => number[]) => {
  const path = [start];
  for (let k = 0; k < steps; k++) path.push(next(path[k], k));
  return path;
};

const verdict = (errors: ArrayLike<number>, claim: RateClaim, options = {}) => {
  try {
    return checkRate(errors, claim, options).verdict;
  } catch (error) {
    if (error instanceof RateError) return error.check.verdict;
    throw error;
  }
};

const [mu, L] = [1, 25];
const kappa = L / mu;

describe('published rates in runs', () => {
  test('gradient descent at 2/(L + mu): (kappa - 1)/(kappa + 1), in values its square', () => {
    const path = collect(300, [1, 1], ([x, y]) => [
      x * (1 - (2 * mu) / (L + mu)),
      y * (1 - (2 * L) / (L + mu)),
    ]);
    const rho = (kappa - 1) / (kappa + 1);
    expect(
      verdict(
        path.map((x) => Math.hypot(...x)),
        { linear: rho },
      ),
    ).toBe('holds');
    expect(
      verdict(
        path.map(([x, y]) => mu * x * x + L * y * y),
        { linear: rho ** 2 },
      ),
    ).toBe('holds');
    expect(
      verdict(
        path.map(([x, y]) => mu * x * x + L * y * y),
        { linear: rho },
      ),
    ).toBe('fails');
    expect(
      verdict(
        path.map((x) => Math.hypot(...x)),
        { sublinear: 2 },
      ),
    ).toBe('fails');
    expect(
      verdict(
        path.map((x) => Math.hypot(...x)),
        { superlinear: true },
      ),
    ).toBe('fails');
  });

  test('heavy ball at critical damping: k rho^k with rho = 1 - sqrt(mu/L)', () => {
    const rate = 1 / L;
    const beta = (1 - Math.sqrt(rate * mu)) ** 2;
    const rho = Math.sqrt(beta);
    const path = collect(140, [1, 1], ([x, before]) => [x - rate * mu * x + beta * (x - before), x]);
    const errors = path.map(([x]) => Math.abs(x));
    expect(verdict(errors, { linear: rho, polynomial: 1 })).toBe('holds');
    const auto = checkRate(errors, { linear: rho, polynomial: 'auto' });
    expect(auto.polynomial).toBe(1);
    expect(verdict(errors, { linear: rho, polynomial: 2 })).not.toBe('holds');
    expect(verdict(errors, { linear: 1 - 2 * Math.sqrt(mu / L), polynomial: 1 })).toBe('fails');
  });

  test('the subgradient method with steps 1/sqrt(k) on |x|: 1/sqrt(k)', () => {
    let x = 1;
    const errors = collect(2000, [1], (_, k) => {
      x -= Math.sign(x) / Math.sqrt(k + 1) / 2 + 0 * k;
      return [Math.abs(x)];
    }).map(([e]) => e);
    const largest = errors.map((_, k) => Math.max(...errors.slice(k, k + 20)));
    expect(verdict(largest.slice(0, 1900), { sublinear: 0.5 })).toBe('holds');
    expect(verdict(largest.slice(0, 1900), { sublinear: 1 })).toBe('fails');
    expect(verdict(largest.slice(0, 1900), { linear: 0.99 })).toBe('fails');
  });

  test("Nesterov's method keeps the bound 1/k^2 on a quadratic without strong convexity", () => {
    const curvatures = Array.from({ length: 400 }, (_, i) => ((i + 1) / 400) ** 2);
    let [x, y, t] = [curvatures.map(() => 1), curvatures.map(() => 1), 1];
    const errors: number[] = [];
    for (let k = 0; k < 150; k++) {
      errors.push(x.reduce((sum, each, i) => sum + (curvatures[i] * each * each) / 2, 0));
      const next = y.map((each, i) => each - curvatures[i] * each);
      const later = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
      y = next.map((each, i) => each + ((t - 1) / later) * (each - x[i]));
      [x, t] = [next, later];
    }
    expect(verdict(errors, { sublinear: 2 }, { atLeast: true })).toBe('holds');
    expect(verdict(errors, { sublinear: 6 }, { atLeast: true })).toBe('fails');
  });

  test('Newton is of order 2, the secant method 1.618, Halley 3, bisection linear with 1/2', () => {
    const root = Math.SQRT2;
    const newton = collect(6, [3], ([x]) => [(x + 2 / x) / 2]).map(([x]) => Math.abs(x - root));
    const secant = collect(9, [3, 2.5], ([x, before]) => [
      x - ((x * x - 2) * (x - before)) / (x * x - before * before || 1),
      x,
    ]).map(([x]) => Math.abs(x - root));
    const halley = collect(4, [3], ([x]) => [(x * (x * x + 6)) / (3 * x * x + 2)]).map(([x]) =>
      Math.abs(x - root),
    );
    const bisection = collect(35, [1, 2], ([a, b]) =>
      ((a + b) / 2) ** 2 > 2 ? [a, (a + b) / 2] : [(a + b) / 2, b],
    ).map(([a, b]) => b - a);
    const phi = (1 + Math.sqrt(5)) / 2;
    expect(verdict(newton, { order: 2 })).toBe('holds');
    expect(verdict(newton, { order: phi })).toBe('fails');
    expect(verdict(newton, { order: 3 })).toBe('fails');
    expect(verdict(newton, { superlinear: true })).toBe('holds');
    expect(verdict(secant, { order: phi })).toBe('holds');
    expect(verdict(secant, { order: 2 })).toBe('fails');
    expect(verdict(secant, { superlinear: true })).toBe('holds');
    expect(verdict(halley, { order: 2 })).toBe('fails');
    expect(verdict(bisection, { linear: 0.5 })).toBe('holds');
    expect(verdict(bisection, { order: 2 })).not.toBe('holds');
    expect(verdict(bisection, { superlinear: true })).toBe('fails');
  });

  test('BFGS is superlinear, and of no order 2', () => {
    const f = ([x, y]: Float64Array) => (1 - x) ** 2 + 10 * (y - x * x) ** 2;
    const grad = ([x, y]: Float64Array) => [-2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)];
    const { trace } = minimize(f, [0.5, 0.5], { grad, trace: true, gtol: 1e-12 });
    const errors = (trace ?? []).map(({ x }) => Math.hypot(x[0] - 1, x[1] - 1));
    expect(verdict(errors, { superlinear: true })).toBe('holds');
    expect(verdict(errors, { linear: 0.5 })).not.toBe('holds');
  });
});

describe('errors that do not tell', () => {
  const noise = random(3);
  const geometric = Array.from({ length: 80 }, (_, k) => 0.7 ** k);
  test.each<[string, number[], RateClaim]>([
    ['a floor of noise', geometric.map((e) => e + 1e-5 * noise.uniform(0.5, 1)), { linear: 0.7 }],
    ['a wrong limit', geometric.map((e) => e + 1e-5), { linear: 0.7 }],
    ['zeros from the third on', geometric.map((e, k) => (k > 2 ? 0 : e)), { linear: 0.7 }],
    ['zeros only', geometric.map(() => 0), { linear: 0.7 }],
    ['Newton in float32', [1, 0.1, 5e-3, 1.25e-5, 1e-7, 1.1e-7, 0.9e-7, 1e-7], { order: 2 }],
    ['too short a fall', [1, 0.9, 0.9 ** 3, 0.9 ** 7], { order: 2 }],
  ])('are undecided: %s', (_, errors, claim) => {
    expect(verdict(errors, claim)).toBe('undecided');
  });

  test('say what to do, and what they show without the floor', () => {
    const floored = geometric.map((e) => e + 1e-6);
    expect(() => checkRate(floored, 0.7)).toThrow(
      /the error stops falling at 1e-6 from step \d+ on; .* leave it out by \{ floor: 0?\.?0*1e-5|floor: 0\.00001 \}/,
    );
    expect(checkRate(floored, 0.7, { floor: 1e-4 }).holds).toBe(true);
  });

  test('oscillate without end, and are no rate', () => {
    const wave = Array.from({ length: 200 }, (_, k) => 1 + 0.5 * Math.sin(k));
    for (const claim of [
      { linear: 0.9 },
      { sublinear: 1 },
      { order: 2 },
      { superlinear: true },
    ] as RateClaim[]) {
      expect(verdict(wave, claim)).not.toBe('holds');
    }
    const noisy = Array.from({ length: 200 }, () => noise.uniform(0.1, 1));
    for (const claim of [
      { linear: 0.99 },
      { sublinear: 0.5 },
      { order: 1.5 },
      { superlinear: true },
    ] as RateClaim[]) {
      expect(verdict(noisy, claim)).not.toBe('holds');
    }
  });

  test('fall through noise at the rate that they have', () => {
    const noisy = (rho: number) =>
      Array.from({ length: 120 }, (_, k) => rho ** k * Math.exp(0.2 * noise.normal()));
    expect(verdict(noisy(0.85), { linear: 0.85 })).toBe('holds');
    expect(verdict(noisy(0.85), { linear: 0.8 })).toBe('fails');
    expect(verdict(noisy(0.85), { order: 2 })).not.toBe('holds');
    expect(verdict(noisy(0.85), { sublinear: 8 })).not.toBe('holds');
  });
});

test.each<[string, unknown, string]>([
  ['two claims', { linear: 0.5, order: 2 }, 'Check one claim after the other'],
  ['no claim', {}, 'one of { linear }'],
  ['a misspelt claim', { sublinaer: 1 }, 'Did you mean sublinear?'],
  ['order 1', { order: 1 }, 'Of order 1 is { linear: factor }'],
  ['superlinear false', { superlinear: false }, 'superlinear must be true'],
  ['a power of three', { linear: 0.5, polynomial: 3 }, "0, 1, 2 or 'auto'"],
  ['a power beside another claim', { order: 2, polynomial: 1 }, 'one of { linear }'],
  ['a factor of text', { linear: '0.5' }, 'linear must be a positive, finite number'],
  ['nothing', undefined, 'predicted must be'],
])('%s is refused', (_, claim, message) => {
  expect(() =>
    checkRate(
      Array.from({ length: 20 }, (_each, k) => 0.5 ** k),
      claim as never,
    ),
  ).toThrow(message);
});
