import {
  checkGradient,
  checkHessian,
  checkJacobian,
  formulaObjective,
  InvalidInput,
  JacobianError,
} from 'optlab';

type F = (x: Float64Array) => number[];

describe('a formula as the function', () => {
  test.each<[string, string, number[], number[]]>([
    ['a polynomial', 'x[1]^3*x[2] - 2*x[2]^2', [2, -1], [-12, 12]],
    ['a quotient', '(x[1] + 2)/(x[2]^2 + 1)', [1, 2], [1 / 5, -12 / 25]],
    ['exp and log', 'exp(-x[1]^2) + log(x[2])', [0.5, 3], [-Math.exp(-0.25), 1 / 3]],
    [
      'sin, cos and tanh',
      'sin(x[1])*cos(x[2]) + tanh(x[1])',
      [0.3, 0.4],
      [Math.cos(0.3) * Math.cos(0.4) + 1 - Math.tanh(0.3) ** 2, -Math.sin(0.3) * Math.sin(0.4)],
    ],
    ['a sum', 'sum(i, 1, 3, i*x[i]^2)', [1, 2, 3], [2, 8, 18]],
    ['a norm', 'norm(x)', [3, 4], [0.6, 0.8]],
    ['a product with itself', 'dot(x, x)/2', [3, -4], [3, -4]],
    ['a root', 'sqrt(x[1])*abs(x[2])', [4, -3], [0.75, -2]],
  ])('%s is differentiated in three ways, and one part in ten thousand is seen', (_, f, x, gradient) => {
    const check = checkGradient(f, gradient, x).verify();
    for (const { methods, analytic } of check.coordinates) {
      expect(methods.map(({ method }) => method)).toEqual(['differences', 'autodiff', 'complex step']);
      for (const { value } of methods) expect(value).toBeCloseTo(analytic, 7);
      expect(methods[2].value).toBeCloseTo(analytic, 12);
    }
    for (const i of gradient.keys()) {
      const wrong = gradient.map((each, k) => (k === i ? each * 1.0001 : each));
      expect(checkGradient(f, wrong, x).holds).toBe(false);
    }
  });

  test('that the complex step does not know is differentiated in two ways', () => {
    const { coordinates } = checkGradient('log(x[1]) + x[2]*factorial(3)', [0.5, 6], [2, 1]);
    expect(coordinates[0].methods.map(({ method }) => method)).not.toContain('complex step');
    expect(coordinates.every(({ verdict }) => verdict === 'agrees')).toBe(true);
  });

  test('with another name is refused', () => {
    expect(() => checkGradient('x[1]*y', [1], [1])).toThrow(InvalidInput);
    expect(() => checkGradient('x[1]*', [1], [1])).toThrow(/The parser says/);
  });

  test('does not hide a kink', () => {
    expect(checkGradient('abs(x[1])', [0], [0]).coordinates[0].verdict).toBe('kink');
  });
});

describe('an objective as the function', () => {
  test('brings its own gradient along', () => {
    const f = formulaObjective('100*(x[2] - x[1]^2)^2 + (1 - x[1])^2', { x: 2 });
    const check = checkGradient(f, [-215.6, -88], [-1.2, 1]).verify();
    expect(
      check.coordinates[0].methods.map(({ method, value }) => [method, Math.round(value * 10) / 10]),
    ).toEqual([
      ['differences', -215.6],
      ['autodiff', -215.6],
    ]);
  });
});

describe('a function in float32', () => {
  const rounded = (x: Float64Array) => Math.fround(Math.exp(Math.fround(x[0])) + 10);
  /** What a tensor shows of itself. */
  const tensor = (value: number) => ({ dataSync: () => Float32Array.of(value), dispose: () => disposed++ });
  let disposed = 0;

  test('returns tensors, which are disposed of, and its noise is allowed for', () => {
    const check = checkGradient((x) => tensor(rounded(x)), [Math.exp(1)], [1]);
    expect(check.holds).toBe(true);
    expect(check.coordinates[0].errorEstimate).toBeGreaterThan(1e-8);
    expect(disposed).toBeGreaterThan(20);
    expect(checkGradient((x) => tensor(rounded(x)), [Math.exp(1) * 1.05], [1]).holds).toBe(false);
  });

  test('is undecided rather than right where its noise hides everything', () => {
    expect(checkGradient((x) => 1e3 + 1e-3 * x[0], [2e-3], [1], { noise: 1e-4 }).holds).toBe(false);
  });
});

describe('a Jacobian', () => {
  const polar: F = ([r, t]) => [r * Math.cos(t), r * Math.sin(t), r];
  const jac = ([r, t]: Float64Array) => [
    [Math.cos(t), -r * Math.sin(t)],
    [Math.sin(t), r * Math.cos(t)],
    [1, 0],
  ];
  test('agrees, as rows or row by row', () => {
    expect(checkJacobian(polar, jac, [2, 0.5]).entries).toHaveLength(6);
    expect(checkJacobian(polar, (x) => jac(x).flat(), [2, 0.5]).holds).toBe(true);
  });
  test.each([0, 1, 2, 3, 4, 5])('with entry %i off by one part in a thousand is rejected', (k) => {
    const wrong = (x: Float64Array) =>
      jac(x)
        .flat()
        .map((each, i) => (i === k ? each * 1.001 + 1e-3 : each));
    expect(() => checkJacobian(polar, wrong, [2, 0.5])).toThrow(JacobianError);
    expect(() => checkJacobian(polar, wrong, [2, 0.5])).toThrow(
      `checkJacobian: entry (${Math.floor(k / 2)}, ${k % 2}) differs`,
    );
  });
  test('that is transposed or of another shape does not pass', () => {
    expect(() =>
      checkJacobian(
        polar,
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [2, 0.5],
      ),
    ).toThrow('3 rows of 2 numbers');
    const square: F = ([x, y]) => [x * y, x + y];
    expect(
      checkJacobian(
        square,
        ([x, y]) => [
          [y, x],
          [1, 1],
        ],
        [2, 3],
      ).holds,
    ).toBe(true);
    expect(() =>
      checkJacobian(
        square,
        ([x, y]) => [
          [y, 1],
          [x, 1],
        ],
        [2, 3],
      ),
    ).toThrow(JacobianError);
  });
});

describe('a Hessian', () => {
  const f = ([x, y]: Float64Array) => x * x * y + Math.exp(y);
  const grad: F = ([x, y]) => [2 * x * y, x * x + Math.exp(y)];
  const hess = ([x, y]: Float64Array) => [
    [2 * y, 2 * x],
    [2 * x, Math.exp(y)],
  ];
  test('agrees with differences of the gradient and of f', () => {
    expect(checkHessian(f, hess, [3, 1], { grad }).holds).toBe(true);
    expect(checkHessian(f, hess, [3, 1]).holds).toBe(true);
    expect(checkHessian('x[1]^2*x[2] + exp(x[2])', hess, [3, 1]).holds).toBe(true);
  });
  test.each([0, 1, 2, 3])('with entry %i off by a thousandth is rejected', (k) => {
    const wrong = (x: Float64Array) =>
      hess(x)
        .flat()
        .map((each, i) => (i === k ? each * 1.001 : each));
    expect(() => checkHessian(f, wrong, [3, 1], { grad })).toThrow(/entry \(\d, \d\) differs/);
    expect(() => checkHessian(f, wrong, [3, 1])).toThrow(JacobianError);
  });
  test('beside a wrong gradient does not pass', () => {
    expect(() => checkHessian(f, hess, [3, 1], { grad: ([x, y]) => [2 * x * y, x * x] })).toThrow(
      /checkGradient: coordinate 1/,
    );
  });
  test('of another size, or with a misspelt option, is refused', () => {
    expect(() => checkHessian(f, [[1]], [3, 1])).toThrow('2 rows of 2 numbers');
    expect(() => checkHessian(f, hess, [3, 1], { gard: grad } as never)).toThrow('Did you mean grad?');
  });
});
