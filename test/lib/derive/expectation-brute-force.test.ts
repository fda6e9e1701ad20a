import fc from 'fast-check';
import { type Assumptions, among, derivation, independent, normal, refute, uniform } from 'optlab';

/** A random polynomial in x, y and z as text, and its value: written down twice, by different code. */
const polynomials = fc.array(
  fc.record({
    c: fc.integer({ min: -3, max: 3 }),
    powers: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 2 })),
  }),
  { minLength: 1, maxLength: 4 },
);
type Terms = { c: number; powers: [number, number, number] }[];

const textOf = (terms: Terms) =>
  terms.map(({ c, powers: [i, j, k] }) => `(${c})*x^${i}*y^${j}*z^${k}`).join(' + ');
const polynomialAt = (terms: Terms, x: number, y: number, z: number) =>
  terms.reduce((sum, { c, powers: [i, j, k] }) => sum + c * x ** i * y ** j * z ** k, 0);

const outcomes = { x: [-1, 0, 2], y: [1, 3], z: [-2, 0.5] };
const chances = { x: [0.25, 0.5, 0.25], y: [0.125, 0.875], z: [0.5, 0.5] };
const discrete: Assumptions = {
  x: among(outcomes.x, chances.x),
  y: among(outcomes.y, chances.y),
  z: among(outcomes.z, chances.z),
};

/** The average by going through all outcomes. */
function average(f: (x: number, y: number, z: number) => number): number {
  let total = 0;
  outcomes.x.forEach((x, i) => {
    outcomes.y.forEach((y, j) => {
      outcomes.z.forEach((z, k) => {
        total += chances.x[i] * chances.y[j] * chances.z[k] * f(x, y, z);
      });
    });
  });
  return total;
}

const verdict = (left: string, right: string, assumptions: Assumptions) =>
  derivation('claim', assumptions).start(left).step(right, 'claimed').report().steps[0].verdict;

test('moments of finite distributions agree with going through all outcomes', () => {
  fc.assert(
    fc.property(polynomials, (terms) => {
      const mean = average((x, y, z) => polynomialAt(terms, x, y, z));
      const variance = average((x, y, z) => (polynomialAt(terms, x, y, z) - mean) ** 2);
      expect(verdict(`E(${textOf(terms)})`, String(mean), discrete)).toBe('proved symbolically');
      expect(refute(`Var(${textOf(terms)})`, `${variance} + 1/64`, discrete)).toBeDefined();
      expect(refute(`Var(${textOf(terms)})`, `${variance}`, discrete)).toBeUndefined();
    }),
    { numRuns: 12, seed: 7 },
  );
});

test('probabilities and functions with kinks agree with going through all outcomes', () => {
  const cases: [string, (x: number, y: number, z: number) => number][] = [
    ['E(relu(x*y - z))', (x, y, z) => Math.max(0, x * y - z)],
    ['P(x + z > y or x == 0)', (x, y, z) => Number(x + z > y || x === 0)],
    ['E(floor(x*z + y/2))', (x, y, z) => Math.floor(x * z + y / 2)],
    ['E(max(x, y, z)*min(x, y))', (x, y, z) => Math.max(x, y, z) * Math.min(x, y)],
    ['E(exp(x + y*z))', (x, y, z) => Math.exp(x + y * z)],
    ['E(select(x < z, y, 1/y))', (x, y, z) => (x < z ? y : 1 / y)],
    ['E(abs(x)^3/(1 + y^2))', (x, y) => Math.abs(x) ** 3 / (1 + y * y)],
  ];
  for (const [left, f] of cases) {
    const mean = average(f);
    expect([left, refute(left, `${mean}`, discrete)]).toEqual([left, undefined]);
    expect(refute(left, `${mean} + 1e-6`, discrete)).toBeDefined();
  }
});

/** The midpoint rule with many points: crude, and independent of the quadrature that is tested. */
function midpoint(f: (u: number) => number, low: number, high: number): number {
  const n = 200_000;
  const h = (high - low) / n;
  let total = 0;
  for (let i = 0; i < n; i++) total += f(low + (i + 0.5) * h);
  return total * h;
}

test('quadrature agrees with the midpoint rule, also for kinks, jumps and narrow peaks', () => {
  const phi = (u: number) => Math.exp(-u * u * 0.5) / Math.sqrt(2 * Math.PI);
  const cases: [string, (u: number) => number][] = [
    ['relu(u - 0.3)^2', (u) => Math.max(0, u - 0.3) ** 2],
    ['abs(abs(u) - 1)', (u) => Math.abs(Math.abs(u) - 1)],
    ['exp(-5000*(u - 0.123)^2)', (u) => Math.exp(-5000 * (u - 0.123) ** 2)],
    ['1/(u^2 + 1e-4)', (u) => 1 / (u * u + 1e-4)],
    ['sigmoid(200*(u - 0.4))', (u) => 1 / (1 + Math.exp(-200 * (u - 0.4)))],
    ['min(u^2, 1) * cos(3*u)', (u) => Math.min(u * u, 1) * Math.cos(3 * u)],
    ['clip(u, -0.5, 0.25)', (u) => Math.min(Math.max(u, -0.5), 0.25)],
    ['select(abs(u) < 0.9, u + 2, 0)', (u) => (Math.abs(u) < 0.9 ? u + 2 : 0)],
  ];
  for (const [text, f] of cases) {
    const expected = midpoint((u) => f(u) * phi(u), -9, 9);
    const size = Math.max(1e-3, Math.abs(expected));
    const bounds = [`E(${text}) - (${expected})`, `${1e-3 * size}`] as const;
    const assumptions = { u: normal(0, 1) };
    expect([text, refute(bounds[0], bounds[1], assumptions, { relation: '<' })]).toEqual([text, undefined]);
    expect([text, refute(bounds[0], `-${bounds[1]}`, assumptions, { relation: '>' })]).toEqual([
      text,
      undefined,
    ]);
  }
});

test('different random names are independent, and one name is not independent of itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (i, j) => {
      const names = { x: uniform(0, 1), y: uniform(0, 1), v: independent(uniform(0, 1), 2) };
      expect(verdict(`E(x^${i}*y^${j})`, `${1 / (i + 1)}*${1 / (j + 1)}`, names)).not.toBe('false');
      expect(verdict(`E(x^${i}*x^${j})`, `1/${i + j + 1}`, names)).toBe('proved symbolically');
      expect(verdict(`E(v[1]^${i}*v[2]^${j})`, `1/(${i + 1}*${j + 1})`, names)).toBe('proved symbolically');
      expect(verdict(`E(x^${i}*x^${j})`, `1/(${i + 1}*${j + 1})`, names)).toBe('false');
    }),
    { numRuns: 6, seed: 3 },
  );
});
