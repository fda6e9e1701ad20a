import { decayRate, type Limit, nonNegative } from '../limits';
import { type FloatArray, flattened, gram, multiply, norm, sizeOf, transpose } from './dense';
import { matrixRule } from './matrix-rule';

const count: Limit = {
  allowed: 'a whole number from 1 to 99',
  holds: (value) => Number.isInteger(value) && value >= 1 && value < 100,
};

/**
 * Muon: momentum whose matrix is replaced by a nearly orthogonal one, with all singular values between about 0.7 and 1.2,
 * so that a step moves in all directions alike.
 *
 * ```text
 * m = b m + (1 - b) g
 * x = (1 - b) g + b m          (nesterov; otherwise m)
 * x = x / max(|x|, eps)
 * x = 3.4445 x - 4.7750 (x x') x + 2.0315 (x x')^2 x          (so many steps)
 * p = (1 - lr wd) p - lr sqrt(max(1, outputs / inputs)) x
 * ```
 *
 * A variable of more than two dimensions is a matrix with its last dimension as columns, such as a convolution kernel
 * with a column for each output. Vectors and scalars take the steps of AdamW with adamLr, b1, b2, adamEps and wd. Muon is
 * meant for hidden layers: its author gives embeddings and the last layer to AdamW too.
 *
 * State: `m` of the shape of the variable, from 0; of vectors also `v`.
 *
 * Defaults: those of PyTorch: lr 1e-3, b 0.95, wd 0.1, eps 1e-7, 5 steps; for vectors those of Jordan's own program:
 * adamLr 3e-4, b1 0.9, b2 0.95, adamEps 1e-10. PyTorch iterates in bfloat16, this in float64. `scale: 'adamw'` has
 * 0.2 sqrt(max(rows, columns)), which makes the step as large as AdamW's. `outputs` says which dimension of a variable
 * are the outputs of its layer: the last, as in TensorFlow.js, or the first, as in PyTorch.
 *
 * @throws InvalidInput for a negative lr, adamLr, eps, adamEps or wd, a decay rate outside [0, 1), or a number of steps
 *   that is not whole
 * @example
 * ```ts
 * const f = (w: Float64Array) => w[0] ** 2 + 100 * w[3] ** 2;
 * const grad = (w: Float64Array) => [2 * w[0], 0, 0, 200 * w[3]];
 * const { x } = descend(f, [1, 0, 0, 1], muon({ lr: 0.1, wd: 0 }), { steps: 8, grad, shape: [2, 2] });
 * Math.abs(x[0] - x[3]) < 0.01 // true
 * ```
 * @see Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024
 * @see Liu et al., "Muon is Scalable for LLM Training", 2025, for the scale of AdamW
 */
export const muon = matrixRule({
  name: 'Muon',
  hyper: { lr: 1e-3, b: 0.95, wd: 0.1, eps: 1e-7, steps: 5, adamLr: 3e-4, b1: 0.9, b2: 0.95, adamEps: 1e-10 },
  choices: { nesterov: [true, false], scale: ['original', 'adamw'], outputs: ['last', 'first'] },
  limits: {
    b: decayRate,
    wd: nonNegative,
    eps: nonNegative,
    steps: count,
    adamLr: nonNegative,
    b1: decayRate,
    b2: decayRate,
    adamEps: nonNegative,
  },
  slots: (shape) => ({ m: shape, ...(shape.length > 1 ? {} : { v: shape }) }),
  step({ p, g, state: { m, v }, shape, t, hyper, choices: { nesterov, scale, outputs } }) {
    const { lr, b, wd, eps, steps, adamLr, b1, b2, adamEps } = hyper;
    if (shape.length < 2) {
      for (let i = 0; i < p.length; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] ** 2;
        const [first, second] = [m[i] / (1 - b1 ** t), v[i] / (1 - b2 ** t)];
        p[i] = (1 - adamLr * wd) * p[i] - (adamLr * first) / (Math.sqrt(second) + adamEps);
      }
      return;
    }
    const x = new Float64Array(g.length);
    for (let i = 0; i < g.length; i++) {
      m[i] = b * m[i] + (1 - b) * g[i];
      x[i] = nesterov ? (1 - b) * g[i] + b * m[i] : m[i];
    }
    const { rows, columns } = matrixOf(shape, outputs);
    const orthogonal = orthogonalize(x, rows, columns, { steps, eps });
    const [to, from] = outputs === 'first' ? [rows, columns] : [columns, rows];
    const length =
      scale === 'adamw' ? 0.2 * Math.sqrt(Math.max(rows, columns)) : Math.sqrt(Math.max(1, to / from));
    for (let i = 0; i < p.length; i++) p[i] = (1 - lr * wd) * p[i] - lr * length * orthogonal[i];
  },
  tex: ({ nesterov, scale, outputs }) => {
    const [to, from] = outputs === 'first' ? ['r', 'c'] : ['c', 'r'];
    const length = scale === 'adamw' ? '0.2 \\sqrt{\\max(r, c)}' : `\\sqrt{\\max(1, ${to}/${from})}`;
    return [
      'M_t = \\beta M_{t-1} + (1 - \\beta) G_t',
      `N_t = ${nesterov ? '(1 - \\beta) G_t + \\beta M_t' : 'M_t'}`,
      'X_0 = N_t / \\max(\\|N_t\\|_F, \\varepsilon)',
      `X_{k+1} = (${a} I - ${-b3} A_k + ${c5} A_k^2)\\, X_k, \\quad A_k = X_k X_k^\\top, \\quad k = 0, \\dots, \\mathrm{steps} - 1`,
      `W_t = (1 - \\eta\\lambda)\\, W_{t-1} - \\eta\\, ${length}\\, X_{\\mathrm{steps}}, \\quad W \\in \\mathbb{R}^{r \\times c}`,
    ];
  },
  text: ({ nesterov, scale, outputs }) => [
    'm = b m + (1 - b) g',
    `x = ${nesterov ? '(1 - b) g + b m' : 'm'}`,
    'x = x / max(norm(x), eps)',
    `x = ${a} x - ${-b3} (x x') x + ${c5} (x x')^2 x, so many steps`,
    `p = (1 - lr wd) p - lr ${
      scale === 'adamw'
        ? '0.2 sqrt(max(rows, columns))'
        : `sqrt(max(1, ${outputs === 'first' ? 'rows / columns' : 'columns / rows'}))`
    } x`,
  ],
  notElementwise:
    'Not elementwise: products of whole matrices. Variables of more dimensions are flattened to matrices; vectors take the steps of AdamW.',
  source: 'Jordan et al. 2024',
});

/** The odd polynomial of the iteration, a s + b s^3 + c s^5 on each singular value s: as steep at 0 as it can be. */
const [a, b3, c5] = [3.4445, -4.775, 2.0315];

/** The nearly orthogonal matrix of a matrix: U S' V' for U S V', with S' near 1. */
function orthogonalize(
  matrix: FloatArray,
  rows: number,
  columns: number,
  { steps, eps }: { steps: number; eps: number },
): FloatArray {
  // The smaller of A A' and A' A has the same singular values, in less work.
  const tall = rows > columns;
  const [m, n] = tall ? [columns, rows] : [rows, columns];
  const length = Math.max(norm(matrix), eps);
  let x = (tall ? transpose(matrix, rows, columns) : Float64Array.from(matrix)).map((each) => each / length);
  for (let step = 0; step < steps; step++) {
    const square = gram(x, m, n);
    const fourth = gram(square, m, m);
    const factor = square.map((each, i) => b3 * each + c5 * fourth[i]);
    const change = multiply(factor, x, m, m, n);
    x = x.map((each, i) => a * each + change[i]);
  }
  return tall ? transpose(x, m, n) : x;
}

/** A tensor of two or more dimensions as a matrix that keeps the dimension of the outputs. */
const matrixOf = (shape: readonly number[], outputs: 'last' | 'first'): { rows: number; columns: number } =>
  outputs === 'last' ? flattened(shape) : { rows: shape[0], columns: sizeOf(shape.slice(1)) };
