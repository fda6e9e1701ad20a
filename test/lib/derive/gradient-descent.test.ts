import {
  type Derivation,
  definedAs,
  derivation,
  integers,
  interval,
  matrix,
  positive,
  reals,
  spd,
  symmetric,
  vector,
} from 'optlab';
import { mutationScore, printScore } from '../../support/mutation-score';

/** The derivations of the lesson on gradient descent, with what must be known of each of their mutants. */
interface Case {
  derivation: Derivation;
  /** Changes that leave a true statement, with the reason. */
  equivalent?: Record<string, string>;
}

const data = { X: matrix('n', 'd'), w: vector('d'), y: vector('n') };
const fullRank = {
  X: matrix('n', 'd', { fullRank: true }),
  y: vector('n'),
  d: integers(1, 3),
  n: integers('d', 6),
};
const smaller = 'a smaller left side satisfies the bound too';
const larger = 'a larger right side is a bound too, if a weaker one';

const cases: Record<string, Case> = {
  'the squared residuals': {
    derivation: derivation('Sum of squared residuals', data)
      .start('norm(X*w - y)^2', 'the sum of the squared residuals')
      .step("(X*w - y)'*(X*w - y)", 'a squared length is an inner product')
      .step("w'*X'*X*w - 2*y'*X*w + y'*y", 'expand; a number is its own transpose'),
  },
  'the gradient of the mean squared error': {
    derivation: derivation('Gradient of the mean squared error', data)
      .start('grad(norm(X*w - y)^2 / (2*n), w)', 'half the mean of the squared residuals')
      .step("(2*X'*X*w - 2*X'*y) / (2*n)", 'differentiate each term of the expanded square')
      .step("X'*(X*w - y) / n", 'factor out $X^\\top$'),
  },
  'the normal equations': {
    derivation: derivation('Normal equations', { ...fullRank, wstar: definedAs("inv(X'*X)*X'*y") })
      .start("X'*X*wstar", 'the left side of the normal equations')
      .step("X'*X*inv(X'*X)*X'*y", '$w^\\star = (X^\\top X)^{-1} X^\\top y$')
      .step("X'*y", 'a matrix times its inverse: at $w^\\star$ the gradient is zero'),
  },
  'the gradient of a quadratic': {
    derivation: derivation('Gradient of a quadratic', {
      A: symmetric('n'),
      b: vector('n'),
      theta: vector('n'),
    })
      .start("grad(theta'*A*theta/2 - b'*theta, theta)")
      .step("(A + A')*theta/2 - b", 'product rule')
      .step('A*theta - b', '$A$ is symmetric'),
  },
  'the error recursion': {
    derivation: derivation('One step multiplies the error by I - eta A', {
      A: spd('n'),
      b: vector('n'),
      theta: vector('n'),
      eta: positive(),
      thetastar: definedAs('inv(A)*b'),
    })
      .start('theta - eta*(A*theta - b) - thetastar', 'the error after one step')
      .step('theta - eta*(A*theta - A*thetastar) - thetastar', '$b = A\\theta^\\star$')
      .step('(I - eta*A)*(theta - thetastar)', 'factor out the error before'),
  },
  'the error along one eigenvector': {
    derivation: derivation('Error after t steps along an eigenvector', {
      eta: positive(),
      lambda: positive(),
      e_0: reals(),
      t: integers(1, 12),
    })
      .start('prod(k, 1, t, 1 - eta*lambda) * e_0', 'each step multiplies by the same factor')
      .step('(1 - eta*lambda)^t * e_0', 'a power'),
  },
  'the worst curvature': {
    derivation: derivation('The worst curvature is at an end', {
      mu: positive(),
      L: interval('mu', Infinity),
      lambda: interval('mu', 'L', { open: false }),
      eta: positive(),
    })
      .start('abs(1 - eta*lambda)', 'the factor at curvature $\\lambda$')
      .step('<= max(abs(1 - eta*mu), abs(1 - eta*L))', 'a convex function is largest at an end', {
        sharp: 'lambda',
      }),
    equivalent: {
      'step 1: operand L -> lambda in L': 'true, since the bound then contains the factor itself',
      'step 1: abs dropped in abs(1 - eta * mu)': 'where it is negative the other end is larger',
    },
  },
  'the best learning rate': {
    derivation: derivation('The best learning rate', {
      A: spd('n'),
      n: integers(2, 4),
      mu: definedAs('eigmin(A)'),
      L: definedAs('eigmax(A)'),
      kappa: definedAs('L/mu'),
      eta: positive(),
    })
      .start('spectralNorm(I - eta*A)', 'the largest stretch of an error in one step')
      .step('max(abs(1 - eta*mu), abs(1 - eta*L))', 'the worst curvature is at an end of the spectrum')
      .minimumAt('eta', '2/(L + mu)', 'both ends contract alike')
      .step('(L - mu)/(L + mu)', 'insert')
      .step('(kappa - 1)/(kappa + 1)', 'divide by $\\mu$'),
    equivalent: {
      'start: operands of - exchanged in I - eta * A': 'a matrix and its negative have one norm',
      'step 1: abs dropped in abs(1 - eta * mu)': 'where it is negative the other end is larger',
      'step 2: abs(1 - (2 / (L + mu)) * mu) dropped from max in max(abs(1 - (2 / (L + mu)) * mu), abs(1 - (2 / (L + mu)) * L))':
        'both are equal',
      'step 2: abs(1 - (2 / (L + mu)) * L) dropped from max in max(abs(1 - (2 / (L + mu)) * mu), abs(1 - (2 / (L + mu)) * L))':
        'both are equal',
      'step 2: abs dropped in abs(1 - (2 / (L + mu)) * L)': 'the other end is as large, and positive',
      'step 2: abs dropped in abs(1 - (2 / (L + mu)) * mu)': 'positive at this learning rate',
    },
  },
  'convergence below 2/L': {
    derivation: derivation('Below 2/L every error shrinks', {
      A: spd('n'),
      L: definedAs('eigmax(A)'),
      eta: interval(0, '2/L'),
    })
      .start('spectralNorm(I - eta*A)', 'the largest stretch of an error in one step')
      .step('< 1', '$0 < \\eta\\lambda \\le \\eta L < 2$ for every curvature $\\lambda$', { sharp: 'eta' }),
    equivalent: {
      'start: operands of - exchanged in I - eta * A': 'a matrix and its negative have one norm',
    },
  },
  'divergence above 2/L': {
    derivation: derivation('Above 2/L the error grows', { L: positive(), eta: interval('2/L', Infinity) })
      .start('abs(1 - eta*L)', 'the factor at the largest curvature')
      .step('eta*L - 1', '$\\eta L > 2$')
      .step('> 1', '$\\eta L > 2$', { sharp: 'eta' }),
  },
  'enough steps': {
    derivation: derivation('After t steps', { kappa: interval(1, Infinity), t: integers(1, 40) })
      .start('((kappa - 1)/(kappa + 1))^t', 'the error after $t$ steps, relative to the first')
      .step('<= exp(-2*t/kappa)', '$\\log\\frac{1+x}{1-x} \\ge 2x$ with $x = 1/\\kappa$'),
    equivalent: {
      'start: exponent + 1 in ((kappa - 1) / (kappa + 1)) ^ t': smaller,
      'start: operands of - exchanged in (kappa - 1)': 'negative for odd t, the same for even t',
      'start: factor 2 on kappa in kappa, occurrence 2': smaller,
      'start: number 1 -> 2 in 1, occurrence 2': smaller,
      'start: t + 1 in t': smaller,
      'start: factor 2 on t in t': smaller,
      'step 1: factor t dropped in -2 * t': larger,
      'step 1: factor -2 dropped in -2 * t': larger,
      'step 1: sign dropped in -2': larger,
      'step 1: sign of 2 in 2': larger,
      'step 1: sign of kappa in kappa': larger,
      'step 1: factor 2 on kappa in kappa': larger,
    },
  },
  'about kappa/2 log(1/eps) steps': {
    derivation: derivation('Steps to a relative error eps', {
      kappa: interval(1, Infinity),
      eps: interval(0, 1),
    })
      .start('log(1/eps) / log((kappa + 1)/(kappa - 1))', 'solve $\\rho^t = \\varepsilon$ for $t$')
      .step('~ kappa/2 * log(1/eps)', '$\\log\\frac{1+x}{1-x} = 2x + O(x^3)$ with $x = 1/\\kappa$', {
        as: { kappa: Infinity },
      }),
  },
};

describe('the derivations of gradient descent', () => {
  test.each(Object.entries(cases))('%s', (_, { derivation: checked }) => {
    expect(checked.verify().holds).toBe(true);
  });

  test('every mutant of every one of them is rejected, but for the equivalent ones', () => {
    const listed = Object.values(cases).flatMap(({ derivation: { parts }, equivalent = {} }) =>
      Object.entries(equivalent).map(([change, reason]) => [`${parts.title}: ${change}`, reason]),
    );
    const derivations = Object.values(cases).map((each) => each.derivation);
    const score = mutationScore(derivations, Object.fromEntries(listed));
    printScore('gradient descent', score);
    expect(score.complaints).toEqual([]);
  });
});
