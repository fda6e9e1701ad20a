import { agrees, answer, fail, requireAgreement, requirePath, requireUnchanged, show } from 'optlab-grading';

type Vector = number[];
type Arguments = [grad: (theta: Vector) => Vector, start: Vector, eta: number, lambda: number, steps: number];

const adamwPath = answer<Arguments>('adamwPath');

/** What can be wrong in one step of AdamW. */
interface Slip {
  penalty?: boolean;
  biasedV?: boolean;
  biasedM?: boolean;
  fromZero?: boolean;
  epsInside?: boolean;
  sharedV?: boolean;
  decayAfter?: boolean;
  decayWithoutRate?: boolean;
  decayGrows?: boolean;
  noEps?: boolean;
  epsBeforeCorrection?: boolean;
  noRoot?: boolean;
  exchanged?: boolean;
  penaltyAndDecay?: boolean;
}

/** AdamW from its three lines, with the averages written out as sums; a slip changes one thing. */
function reference([grad, start, eta, lambda, steps]: Arguments, slip: Slip = {}): Vector[] {
  const [b1, b2] = slip.exchanged ? [0.999, 0.9] : [0.9, 0.999];
  const eps = slip.noEps ? 0 : 1e-8;
  const path = [start];
  const gradients: Vector[] = [];
  const divisor = (v: number, correction: number) => {
    if (slip.noRoot) return v + eps;
    if (slip.epsInside) return Math.sqrt(v + eps);
    if (slip.epsBeforeCorrection) return (Math.sqrt(v * correction) + eps) / Math.sqrt(correction);
    return Math.sqrt(v) + eps;
  };
  const average = (b: number, values: number[]) =>
    values.reduce((sum, value, i) => sum + (1 - b) * b ** (values.length - 1 - i) * value, 0);
  for (let t = 1; t <= steps; t++) {
    const theta = path[t - 1];
    const slopes = grad(theta);
    gradients.push(
      slip.penalty || slip.penaltyAndDecay ? slopes.map((g, j) => g + lambda * theta[j]) : slopes,
    );
    const time = slip.fromZero ? t + 1 : t;
    path.push(
      theta.map((value, j) => {
        const seen = gradients.map((g) => g[j]);
        const squares = slip.sharedV
          ? gradients.map((g) => g.reduce((sum, slope) => sum + slope ** 2, 0))
          : seen.map((g) => g ** 2);
        const m = average(b1, seen) / (slip.biasedM ? 1 : 1 - b1 ** time);
        const v = average(b2, squares) / (slip.biasedV ? 1 : 1 - b2 ** time);
        const move = eta * (m / divisor(v, 1 - b2 ** time));
        if (slip.penalty) return value - move;
        if (slip.decayAfter) return (1 - eta * lambda) * (value - move);
        const decay = slip.decayWithoutRate ? lambda : eta * lambda;
        return (slip.decayGrows ? 1 + decay : 1 - decay) * value - move;
      }),
    );
  }
  return path;
}

const hints: readonly [slip: Slip, hint: string][] = [
  [{ penalty: true }, 'The decay goes into the gradient and is divided with it: this is an L2 penalty.'],
  [{ penalty: true, biasedV: true }, 'Both the bias of v and the place of the decay are still wrong.'],
  [{ biasedV: true }, 'The average of the squares is not corrected for its start at zero.'],
  [{ biasedM: true }, 'The average of the gradients is not corrected for its start at zero.'],
  [{ fromZero: true }, 'What is t in the first step?'],
  [{ epsInside: true }, 'Is eps inside the root or outside?'],
  [{ sharedV: true }, 'Each parameter has an average of its own squares.'],
  [{ decayAfter: true }, 'The decay belongs to the parameters before the step.'],
  [{ decayWithoutRate: true }, 'The decay is multiplied by the learning rate too.'],
  [{ decayGrows: true }, 'The parameters should shrink, and they grow.'],
  [{ noEps: true }, 'Where is eps? Small gradients tell the difference.'],
  [{ epsBeforeCorrection: true }, 'eps is added to the root of the corrected average.'],
  [{ noRoot: true }, 'The step is divided by the average of the squares and not by its root.'],
  [{ exchanged: true }, 'Which of the two averages has the factor 0.9?'],
  [{ penaltyAndDecay: true }, 'The decay acts twice, once of them through the gradient.'],
];

async function check(name: string, given: Arguments): Promise<void> {
  const [, start, eta, lambda, steps] = given;
  const { value, args } = await adamwPath(...given);
  const input = `For ${name}, start ${show(start)}, eta ${show(eta)}, lambda ${show(lambda)} and ${steps} steps`;
  const path = requirePath(value, start.length);
  if (path.length !== steps + 1) {
    fail(`${input}, the path has ${path.length} points; with the start there are ${steps + 1}.`);
  }
  const expected = reference(given);
  if (steps > 0 && path.every((point) => agrees(point, path[0], 0))) {
    fail(
      `${input}, all ${path.length} points of the path are ${show(path[0])}.\nIs each point an array of its own, or is it one array that goes on changing?`,
    );
  }
  const known = hints.map(([slip, hint]) => ({ gives: reference(given, slip), hint }));
  requireAgreement({ got: path, expected, input, mistakes: known });
  requireUnchanged(given, args, ['grad', 'start', 'eta', 'lambda', 'steps']);
}

/** Gradients of very different sizes, some of them as small as eps matters for. */
const bowl = (theta: Vector): Vector => theta.map((value, j) => [3, 0.01, 1e-4][j] * (value - 1));

test('walks as Adam does where nothing decays', async () => {
  await check('a bowl with curvatures 3, 0.01 and 1e-4 around [1, 1, 1]', [bowl, [2, -1, 3], 0.1, 0, 12]);
  await check('a bowl with curvature 3 around [1]', [bowl, [-4], 0.5, 0, 30]);
});

test('decays outside of the division', async () => {
  await check('a bowl with curvatures 3, 0.01 and 1e-4 around [1, 1, 1]', [bowl, [2, -1, 3], 0.1, 0.5, 8]);
  await check('gradients that are all 0', [(theta) => theta.map(() => 0), [4, -2], 0.1, 0.25, 5]);
});

test('keeps every point and leaves the start as it was', async () => {
  await check('a bowl with curvatures 3 and 0.01 around [1, 1]', [bowl, [2, -1], 0.1, 0, 1]);
  await check('a bowl with curvatures 3 and 0.01 around [1, 1]', [bowl, [2, -1], 0.1, 0.5, 0]);
});
