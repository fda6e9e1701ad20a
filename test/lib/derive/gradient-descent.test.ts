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
const curvatures = {
  mu: positive(),
  L: interval('mu', Infinity),
  kappa: definedAs('L/mu'),
};

export const cases: Record<string, Case> = {
  'the gradient of the mean squared error': {
    derivation: derivation('Gradient of the mean squared error', data)
      .start('grad(norm(X*w - y)^2 / (2*n), w)', 'half the mean of the squared residuals')
      .step("grad(w'*X'*X*w - 2*y'*X*w + y'*y, w) / (2*n)", 'expand the square')
      .step("(2*X'*X*w - 2*X'*y) / (2*n)", 'differentiate each term')
      .step("X'*(X*w - y) / n", 'factor out $X^\\top$'),
  },
  'the normal equations': {
    derivation: derivation('Normal equations', { ...fullRank, wstar: definedAs("inv(X'*X)*X'*y") })
      .start("X'*(X*wstar - y)", 'n times the gradient at $w^\\star$')
      .step("X'*X*wstar - X'*y", 'expand')
      .step("X'*y - X'*y", 'insert $w^\\star = (X^\\top X)^{-1} X^\\top y$')
      .step('0', 'the gradient vanishes: $w^\\star$ is the minimum'),
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
  'the contraction factor': {
    derivation: derivation('Contraction factor of a step', { A: spd('n'), eta: positive() })
      .start('spectralNorm(I - eta*A)', 'the largest stretch of an error')
      .step('max(abs(1 - eta*eigmin(A)), abs(1 - eta*eigmax(A)))', 'the ends of the spectrum'),
  },
  'no curvature between mu and L is worse than both ends': {
    derivation: derivation('The worst curvature is at an end', {
      mu: positive(),
      L: interval('mu', Infinity),
      lambda: interval('mu', 'L', { open: false }),
      eta: positive(),
    })
      .start('abs(1 - eta*lambda)', 'the factor at curvature $\\lambda$')
      .step('<= max(abs(1 - eta*mu), abs(1 - eta*L))', 'a convex function is largest at an end'),
  },
  'the best learning rate': {
    derivation: derivation('The best learning rate', { ...curvatures, eta: positive() })
      .start('max(abs(1 - eta*mu), abs(1 - eta*L))', 'the rate at learning rate $\\eta$')
      .minimumAt('eta', '2/(L + mu)', 'both ends contract alike')
      .step('(L - mu)/(L + mu)', 'insert')
      .step('(kappa - 1)/(kappa + 1)', 'divide by $\\mu$'),
  },
  'divergence above 2/L': {
    derivation: derivation('Above 2/L the error grows', { L: positive(), eta: interval('2/L', Infinity) })
      .start('abs(1 - eta*L)', 'the factor at the largest curvature')
      .step('eta*L - 1', '$\\eta L > 2$')
      .step('> 1', '$\\eta L > 2$'),
  },
  'convergence below 2/L': {
    derivation: derivation('Below 2/L every error shrinks', {
      mu: positive(),
      L: interval('mu', Infinity),
      eta: interval(0, '2/L'),
    })
      .start('max(abs(1 - eta*mu), abs(1 - eta*L))')
      .step('< 1', '$0 < \\eta\\mu < \\eta L < 2$'),
  },
  'enough steps': {
    derivation: derivation('After t steps', { kappa: interval(1, Infinity), t: integers(1, 40) })
      .start('((kappa - 1)/(kappa + 1))^t', 'the error after $t$ steps, relative to the first')
      .step('<= exp(-2*t/kappa)', '$\\log\\frac{1+x}{1-x} \\ge 2x$ with $x = 1/\\kappa$'),
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
    let killed = 0;
    let total = 0;
    const survivors: string[] = [];
    const listed: string[] = [];
    for (const [name, { derivation: original, equivalent = {} }] of Object.entries(cases)) {
      for (const mutant of original.mutants()) {
        const label = `${name}: ${mutant.description}`;
        if (mutant.description in equivalent) {
          listed.push(mutant.description);
          expect(mutant.derivation.report().holds).toBe(true);
          continue;
        }
        total++;
        if (mutant.derivation.report().holds) survivors.push(label);
        else killed++;
      }
    }
    process.stdout.write(`mutants killed: ${killed}/${total}; equivalent: ${listed.length}\n`);
    expect(survivors).toEqual([]);
  });
});
