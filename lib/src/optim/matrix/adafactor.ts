import { decayRate, nonNegative, positive } from '../limits';
import { type FloatArray, rootMeanSquare, sizeOf } from './dense';
import { matrixRule } from './matrix-rule';

/**
 * Adafactor: divides the gradient by the root of a moving average of its square, of which it keeps the means of rows and
 * columns alone; the step is relative to the size of the variable, and clipped.
 *
 * ```text
 * r = (1 - t^-decay) r + t^-decay mean over columns of g^2
 * c = (1 - t^-decay) c + t^-decay mean over rows of g^2
 * v = max(r c' / max(mean of r, eps1), eps1^2)
 * u = g / sqrt(v)
 * u = u / max(1, RMS(u) / clip)
 * p = (1 - lr wd) p - max(eps2, RMS(p)) min(lr, 1/sqrt(t)) u
 * ```
 *
 * State: of a variable [..., m, n] `row`, [..., m], and `column`, [..., n], from 0: dimensions before the last two are
 * many matrices, clipped together. Of vectors and scalars `v`, of their shape. With b1 above 0 also `m`, a moving average
 * of the steps, as the paper has for an option.
 *
 * Defaults: those of PyTorch: lr 1e-2, decay 0.8, eps2 1e-3, clip 1, wd 0 and eps1 2^-23, the machine precision of
 * float32; the paper has no eps1 in the denominators, but adds 1e-30 to g^2. `form: 'optax'` is that of optax: eps1 is
 * added to g^2, the step is max(eps2, RMS(p)) lr u without a bound that falls with t, and p loses wd p whatever the rate;
 * its own eps1 is 1e-30.
 *
 * @throws InvalidInput for a negative lr, decay, eps1, eps2 or wd, a clip that is not positive, or a b1 outside [0, 1)
 * @example
 * ```ts
 * const f = (w: Float64Array) => w[0] ** 2 + w[3] ** 2;
 * const grad = (w: Float64Array) => [2 * w[0], 0, 0, 2 * w[3]];
 * const { x } = descend(f, [1, 0, 0, 1], adafactor({ lr: 0.1 }), { steps: 1, grad, shape: [2, 2] });
 * x[1] // 0
 * Math.abs(x[0] - 0.9) < 1e-15 // true
 * ```
 * @see Shazeer & Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018, Algorithm 4
 */
export const adafactor = matrixRule({
  name: 'Adafactor',
  hyper: { lr: 1e-2, decay: 0.8, eps1: 2 ** -23, eps2: 1e-3, clip: 1, b1: 0, wd: 0 },
  choices: { form: ['torch', 'optax'] },
  limits: {
    decay: nonNegative,
    eps1: nonNegative,
    eps2: nonNegative,
    clip: positive,
    b1: decayRate,
    wd: nonNegative,
  },
  slots: (shape, { hyper: { b1 } }) => ({
    ...(shape.length > 1
      ? { row: shape.slice(0, -1), column: [...shape.slice(0, -2), shape[shape.length - 1]] }
      : { v: shape }),
    ...(b1 === 0 ? {} : { m: shape }),
  }),
  step({ p, g, state, shape, t, hyper: { lr, decay, eps1, eps2, clip, b1, wd }, choices: { form } }) {
    const added = form === 'optax' ? eps1 : 0;
    const least = form === 'optax' ? 0 : eps1;
    const fresh = t ** -decay;
    const average = (kept: FloatArray, i: number, value: number) => {
      kept[i] = (1 - fresh) * kept[i] + fresh * value;
    };
    const { v, row, column, m } = state;
    const u = new Float64Array(g.length);
    const scaled = (i: number, square: number) => {
      u[i] = g[i] / Math.sqrt(Math.max(square, least * least));
    };
    if (shape.length > 1) {
      const [rows, columns] = shape.slice(-2);
      const matrices = sizeOf(shape.slice(0, -2));
      const square = (k: number, i: number, j: number) => g[(k * rows + i) * columns + j] ** 2 + added;
      for (let k = 0; k < matrices; k++) {
        for (let i = 0; i < rows; i++)
          average(
            row,
            k * rows + i,
            mean(columns, (j) => square(k, i, j)),
          );
        for (let j = 0; j < columns; j++)
          average(
            column,
            k * columns + j,
            mean(rows, (i) => square(k, i, j)),
          );
        const all = Math.max(
          mean(rows, (i) => row[k * rows + i]),
          least,
        );
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            scaled((k * rows + i) * columns + j, (row[k * rows + i] * column[k * columns + j]) / all);
          }
        }
      }
    } else {
      for (let i = 0; i < g.length; i++) {
        average(v, i, g[i] ** 2 + added);
        scaled(i, v[i]);
      }
    }
    const rate = form === 'optax' ? lr : Math.min(lr, 1 / Math.sqrt(t));
    const length = (Math.max(eps2, rootMeanSquare(p)) * rate) / Math.max(1, rootMeanSquare(u) / clip);
    const loss = form === 'optax' ? wd : lr * wd;
    for (let i = 0; i < p.length; i++) {
      const step = b1 === 0 ? length * u[i] : b1 * m[i] + (1 - b1) * length * u[i];
      if (m) m[i] = step;
      p[i] = (1 - loss) * p[i] - step;
    }
  },
  tex: ({ form }) => {
    const [added, all, v] =
      form === 'optax'
        ? [' + \\varepsilon_1', '\\overline{r_t}', '\\hat V_t']
        : ['', '\\max(\\overline{r_t}, \\varepsilon_1)', '\\max(\\hat V_t, \\varepsilon_1^2)'];
    const decayed = '(1 - t^{-\\gamma})';
    const rate = form === 'optax' ? '\\eta' : '\\min(\\eta, 1/\\sqrt{t})';
    const loss = form === 'optax' ? '(1 - \\lambda)' : '(1 - \\eta\\lambda)';
    return [
      `r_t = ${decayed}\\, r_{t-1} + t^{-\\gamma}\\, \\tfrac{1}{n} (G_t \\odot G_t${added})\\, \\mathbf{1}_n`,
      `c_t = ${decayed}\\, c_{t-1} + t^{-\\gamma}\\, \\tfrac{1}{m} (G_t \\odot G_t${added})^\\top \\mathbf{1}_m`,
      `\\hat V_t = r_t c_t^\\top / ${all}, \\quad \\overline{r_t} = \\tfrac{1}{m} \\mathbf{1}_m^\\top r_t`,
      `U_t = G_t \\oslash \\sqrt{${v}}`,
      '\\hat U_t = U_t / \\max(1, \\mathrm{RMS}(U_t) / d)',
      `S_t = \\beta_1 S_{t-1} + (1 - \\beta_1) \\max(\\varepsilon_2, \\mathrm{RMS}(W_{t-1}))\\, ${rate}\\, \\hat U_t`,
      `W_t = ${loss}\\, W_{t-1} - S_t, \\quad \\gamma = \\mathrm{decay},\\; d = \\mathrm{clip}`,
    ];
  },
  text: ({ form }) => {
    const optax = form === 'optax';
    const squares = optax ? 'g^2 + eps1' : 'g^2';
    return [
      `row = (1 - t^-decay) row + t^-decay mean over columns of ${squares}`,
      `column = (1 - t^-decay) column + t^-decay mean over rows of ${squares}`,
      optax ? "v = row column' / mean(row)" : "v = max(row column' / max(mean(row), eps1), eps1^2)",
      'u = g / sqrt(v)',
      'u = u / max(1, RMS(u) / clip)',
      `s = b1 s + (1 - b1) max(eps2, RMS(p)) ${optax ? 'lr' : 'min(lr, 1/sqrt(t))'} u`,
      `p = (1 - ${optax ? 'wd' : 'lr wd'}) p - s`,
    ];
  },
  notElementwise:
    'Not elementwise: the means of rows and columns, and the root mean squares of the step and of the variable. Vectors keep every square.',
  source: 'Shazeer & Stern 2018, Algorithm 4',
});

function mean(count: number, of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(i);
  return sum / count;
}
