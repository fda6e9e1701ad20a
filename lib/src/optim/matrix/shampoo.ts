import { InvalidInput } from '../../errors';
import { symmetricEigen } from '../../linalg';
import { positive, wholeNumber } from '../limits';
import { type FloatArray, flattened, gram, multiply, norm, transpose } from './dense';
import { matrixRule } from './matrix-rule';

/**
 * Shampoo: multiplies the gradient from both sides by inverse roots of what its rows and its columns have had in common
 * so far.
 *
 * ```text
 * L = L + g g'
 * R = R + g' g
 * p = p - lr (L + eps I)^(-1/4) g (R + eps I)^(-1/4)
 * ```
 *
 * A variable of more than two dimensions is a matrix with its last dimension as columns. A side that is longer than
 * maxSize has no factor, since its root would take too long, and the other's exponent is -1/2; where both are, and for
 * vectors and scalars, the step is that of AdaGrad, p = p - lr g / sqrt(v + eps) with v the sum of g^2.
 *
 * State, from 0: `left`, [rows, rows], and `right`, [columns, columns]; with `every` above 1 also the roots that wait,
 * `leftRoot` and `rightRoot`; `v` of the shape of the variable for AdaGrad.
 *
 * Defaults: lr 1e-3 and eps 1e-6, those of the package pytorch_optimizer (the paper tunes both); every 1: roots are
 * renewed at each step; maxSize 128. `graft` gives the step the length that another rule's has, and keeps the direction:
 * `sgd` that of g, `adagrad` that of g / sqrt(v + eps). The roots come from eigenvalues, in float64.
 *
 * @throws InvalidInput for a negative lr, an eps that is not positive, or an every or maxSize that is not whole
 * @example
 * ```ts
 * const f = (w: Float64Array) => w[0] ** 2 + 100 * w[3] ** 2;
 * const grad = (w: Float64Array) => [2 * w[0], 0, 0, 200 * w[3]];
 * const { x } = descend(f, [1, 0, 0, 1], shampoo({ lr: 0.5 }), { steps: 2, grad, shape: [2, 2] });
 * Math.abs(x[0] - x[3]) < 1e-6 // true
 * ```
 * @see Gupta, Koren & Singer, "Shampoo: Preconditioned Stochastic Tensor Optimization", ICML 2018, Algorithm 1
 * @see Anil et al., "Scalable Second Order Optimization for Deep Learning", 2020, for grafting and long sides
 */
export const shampoo = matrixRule({
  name: 'Shampoo',
  hyper: { lr: 1e-3, eps: 1e-6, every: 1, maxSize: 128 },
  choices: { graft: ['none', 'sgd', 'adagrad'] },
  limits: { eps: positive, every: wholeNumber, maxSize: wholeNumber },
  slots: (shape, { hyper: { every, maxSize }, choices: { graft } }) => {
    if (typeof maxSize === 'function') {
      const allowed = 'a number: the state cannot change its shape with the step';
      throw new InvalidInput({ subject: 'Shampoo: maxSize', given: maxSize, allowed });
    }
    const { left, right } = sidesOf(shape, maxSize);
    const matrices = {
      ...(left ? { left: [left, left] } : {}),
      ...(right ? { right: [right, right] } : {}),
    };
    const roots = {
      ...(left ? { leftRoot: [left, left] } : {}),
      ...(right ? { rightRoot: [right, right] } : {}),
    };
    const diagonal = !(left || right) || graft === 'adagrad';
    return { ...matrices, ...(every === 1 ? {} : roots), ...(diagonal ? { v: shape } : {}) };
  },
  step({ p, g, state, shape, t, hyper: { lr, eps, every }, choices: { graft } }) {
    const { left, right, v } = state;
    if (v) for (let i = 0; i < g.length; i++) v[i] += g[i] ** 2;
    const adagrad = () => Float64Array.from(g, (each, i) => each / Math.sqrt(v[i] + eps));
    if (!left && !right) {
      const step = adagrad();
      for (let i = 0; i < p.length; i++) p[i] -= lr * step[i];
      return;
    }
    const { rows, columns } = flattened(shape);
    const exponent = left && right ? -1 / 4 : -1 / 2;
    const root = (sum: FloatArray, products: Float64Array, size: number, kept: FloatArray | undefined) => {
      for (let i = 0; i < sum.length; i++) sum[i] += products[i];
      if (kept && (t - 1) % every !== 0) return kept;
      const renewed = power(sum, size, eps, exponent);
      kept?.set(renewed);
      return renewed;
    };
    let step: FloatArray = Float64Array.from(g);
    if (left) {
      const factor = root(left, gram(g, rows, columns), rows, state.leftRoot);
      step = multiply(factor, step, rows, rows, columns);
    }
    if (right) {
      const turned = transpose(g, rows, columns);
      const factor = root(right, gram(turned, columns, rows), columns, state.rightRoot);
      step = multiply(step, factor, rows, columns, columns);
    }
    const grafted = graft === 'none' ? step : graft === 'sgd' ? g : adagrad();
    const length = norm(step);
    const scale = length === 0 ? 1 : norm(grafted) / length;
    for (let i = 0; i < p.length; i++) p[i] -= lr * scale * step[i];
  },
  tex: ({ graft }) => {
    const other = graft === 'sgd' ? 'G_t' : 'G_t \\oslash \\sqrt{V_t + \\varepsilon}';
    const scale = graft === 'none' ? '' : `\\, \\frac{\\|${other}\\|_F}{\\|S_t\\|_F}`;
    return [
      'L_t = L_{t-1} + G_t G_t^\\top',
      'R_t = R_{t-1} + G_t^\\top G_t',
      ...(graft === 'adagrad' ? ['V_t = V_{t-1} + G_t \\odot G_t'] : []),
      'S_t = (L_t + \\varepsilon I)^{-1/4}\\, G_t\\, (R_t + \\varepsilon I)^{-1/4}',
      `W_t = W_{t-1} - \\eta${scale}\\, S_t`,
    ];
  },
  text: ({ graft }) => [
    "left = left + g g'",
    "right = right + g' g",
    ...(graft === 'adagrad' ? ['v = v + g^2'] : []),
    's = (left + eps I)^(-1/4) g (right + eps I)^(-1/4)',
    `p = p - lr${
      graft === 'none' ? '' : ` norm(${graft === 'sgd' ? 'g' : 'g / sqrt(v + eps)'}) / norm(s)`
    } s`,
  ],
  notElementwise:
    'Not elementwise: products and roots of whole matrices. Variables of more dimensions are flattened to matrices, a side longer than maxSize has no factor, and vectors take the steps of AdaGrad.',
  source: 'Gupta, Koren & Singer 2018, Algorithm 1',
});

/** The sides of a variable that have a factor; 0 where there is none. */
function sidesOf(shape: readonly number[], maxSize: number): { left: number; right: number } {
  if (shape.length < 2) return { left: 0, right: 0 };
  const { rows, columns } = flattened(shape);
  return { left: rows <= maxSize ? rows : 0, right: columns <= maxSize ? columns : 0 };
}

/** (A + eps I)^exponent of a positive semidefinite n x n matrix; NaN throughout if A is not finite. */
function power(matrix: FloatArray, n: number, eps: number, exponent: number): Float64Array {
  if (!matrix.every(Number.isFinite)) return new Float64Array(n * n).fill(Number.NaN);
  const rows = Array.from({ length: n }, (_, i) => matrix.subarray(i * n, (i + 1) * n));
  const { values, vectors } = symmetricEigen(rows);
  const result = new Float64Array(n * n);
  for (const [k, vector] of vectors.entries()) {
    // Rounding can make an eigenvalue that should be zero negative.
    const factor = (Math.max(values[k], 0) + eps) ** exponent;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) result[i * n + j] += factor * vector[i] * vector[j];
    }
  }
  return result;
}
