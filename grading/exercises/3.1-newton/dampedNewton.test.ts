import { agrees, answer, fail, requireAgreement, requirePath, requireUnchanged, show } from 'optlab-grading';

type Vector = number[];
type Arguments = [
  f: (x: Vector) => number,
  grad: (x: Vector) => Vector,
  hess: (x: Vector) => Vector[],
  start: Vector,
  steps: number,
];

const dampedNewton = answer<Arguments>('dampedNewton');

/** A sum over two directions of a function of one number each: all its paths can be computed one by one. */
interface Bowl {
  name: string;
  /** The rows are the directions. */
  directions: Vector[];
  value(u: number): number;
  slope(u: number): number;
  curvature(u: number): number;
}

const parabola: Pick<Bowl, 'value' | 'slope' | 'curvature'> = {
  value: (u) => 3 * u * u - 2 * u,
  slope: (u) => 6 * u - 2,
  curvature: () => 6,
};
const walls: typeof parabola = {
  value: (u) => Math.sqrt(1 + u * u),
  slope: (u) => u / Math.sqrt(1 + u * u),
  curvature: (u) => (1 + u * u) ** -1.5,
};
const skew: typeof parabola = {
  value: (u) => Math.exp(u) + Math.exp(-2 * u),
  slope: (u) => Math.exp(u) - 2 * Math.exp(-2 * u),
  curvature: (u) => Math.exp(u) + 4 * Math.exp(-2 * u),
};

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);

function functions({ directions, value, slope, curvature }: Bowl) {
  const add = (of: (direction: Vector, u: number) => number) => (x: Vector) =>
    directions.reduce((sum, direction) => sum + of(direction, dot(direction, x)), 0);
  return {
    f: add((_, u) => value(u)),
    grad: (x: Vector) => x.map((_, i) => add((direction, u) => slope(u) * direction[i])(x)),
    hess: (x: Vector) => x.map((_, i) => x.map((__, j) => add((d, u) => curvature(u) * d[i] * d[j])(x))),
  };
}

/** How a wrong walk differs from the right one. */
interface Slip {
  least?: (fall: number) => number;
  curvatureAt?: 'start';
  kept?: boolean;
  uphill?: boolean;
  shrink?: number;
  /** Whether a shorter step must fall as far as the full one. */
  asFull?: boolean;
  /** How often a step may be halved. */
  most?: number;
}

/** The path, along the directions themselves: Newton's step moves each u by -slope/curvature. */
function pathOf(bowl: Bowl, start: Vector, steps: number, slip: Slip = {}): Vector[] {
  const { directions, value, slope, curvature } = bowl;
  const { least = (fall: number) => 1e-4 * fall, kept, uphill, shrink = 0.5, asFull, most = 60 } = slip;
  const [[p, q], [r, s]] = directions;
  const det = p * s - q * r;
  const back = ([u, v]: Vector) => [(s * u - q * v) / det, (p * v - r * u) / det];
  const us = [directions.map((direction) => dot(direction, start))];
  let a = 1;
  for (let k = 0; k < steps; k++) {
    const u = us[k];
    const bend = (slip.curvatureAt === 'start' ? us[0] : u).map(curvature);
    const d = u.map((each, i) => ((uphill ? 1 : -1) * slope(each)) / bend[i]);
    const fall = dot(u.map(slope), d);
    const sum = (at: Vector) => at.map(value).reduce((total, each) => total + each, 0);
    const at = (step: number) => u.map((each, i) => each + step * d[i]);
    if (!kept) a = 1;
    for (let tries = 0; tries < most && sum(at(a)) > sum(u) + least((asFull ? 1 : a) * fall); tries++)
      a *= shrink;
    us.push(at(a));
  }
  return us.map(back);
}

const axes = [
  [1, 0],
  [0, 1],
];
const tilted = [
  [2, 1],
  [-1, 3],
];

async function check(bowl: Bowl, start: Vector, steps: number): Promise<void> {
  const { f, grad, hess } = functions(bowl);
  const isPoint = (x: unknown) => Array.isArray(x) && x.length === start.length;
  const guarded =
    <T>(name: string, of: (x: Vector) => T) =>
    (x: Vector): T => {
      if (!isPoint(x))
        throw new TypeError(`${name} takes a point of ${start.length} numbers, not ${show(x)}`);
      return of(x);
    };
  const given: Arguments = [guarded('f', f), guarded('grad', grad), guarded('hess', hess), [...start], steps];
  const { value, args } = await dampedNewton(...given);
  requireUnchanged([f, grad, hess, start, steps], args, ['f', 'grad', 'hess', 'start', 'steps']);
  const input = `For ${bowl.name}, start ${show(start)} and ${steps} steps`;
  const path = requirePath(value, start.length, 'any numbers');
  const expected = pathOf(bowl, start, steps);
  const last = path[path.length - 1];
  if (path.length > 1 && !agrees(expected[0], expected[1]) && path.every((point) => agrees(point, last, 0))) {
    fail(
      `${input}, all ${path.length} points of the path are ${show(last)}.\nIs each point an array of its own, or is it one array that goes on changing?`,
    );
  }
  const wrong = (slip: Slip, hint: string) => ({ gives: pathOf(bowl, start, steps, slip), hint });
  requireAgreement({
    got: path,
    expected,
    input,
    tolerance: 1e-7,
    mistakes: [
      wrong({ most: 0 }, 'These are full steps; is the value where they lead looked at?'),
      wrong(
        { curvatureAt: 'start' },
        'The curvature of the start serves for all steps; it changes on the way.',
      ),
      wrong(
        { kept: true },
        'A step that was halved once stays short; which step is tried first the next time?',
      ),
      wrong({ uphill: true }, 'This goes the way of the gradient.'),
      wrong({ least: () => 0 }, 'Any fall is accepted; how much does Armijo’s condition ask for?'),
      wrong({ asFull: true }, 'Armijo’s condition asks less of a shorter step; is the step a in it?'),
      wrong({ least: (fall) => fall / 2 }, 'Armijo’s condition asks for the share 1e-4 of the slope.'),
      wrong(
        { least: (fall) => -1e-4 * fall },
        'A step that goes up is accepted; what is the sign of the slope?',
      ),
      wrong(
        { least: (fall) => -0.9 * fall },
        'A step that goes up is accepted; what is the sign of the slope?',
      ),
      wrong({ most: 1 }, 'One halving may not be enough.'),
      {
        gives: pathOf(bowl, start, steps + 1),
        hint: 'That is a step too many: beside the start the path has a point for each step.',
      },
      { gives: expected.slice(1), hint: 'The first point of the path is the start.' },
      wrong({ shrink: 0.1 }, 'A step that fails is halved.'),
    ],
  });
}

test('arrives on a parabola in one step', async () => {
  const bowl: Bowl = { name: 'a quadratic bowl', directions: tilted, ...parabola };
  await check(bowl, [5, -4], 1);
  await check({ ...bowl, directions: axes }, [0.25, 100], 1);
});

test('halves the step until Armijo’s condition holds', async () => {
  const bowl: Bowl = { name: 'the sum of sqrt(1 + u^2) over two directions', directions: axes, ...walls };
  await check(bowl, [3, 2], 1);
  await check(bowl, [0.5, 20], 1);
  await check(bowl, [0.5, 60], 1);
  // Near the root of 3 the half step leads down, but by less than Armijo's share.
  await check(bowl, [1.732, 1.732], 1);
  await check({ ...bowl, directions: tilted }, [-2, 1.5], 2);
});

test('looks at the curvature where it is, and begins with the full step', async () => {
  await check(
    { name: 'the sum of exp(u) + exp(-2u) over two directions', directions: tilted, ...skew },
    [1, 1],
    8,
  );
  await check(
    { name: 'the sum of sqrt(1 + u^2) over two directions', directions: tilted, ...walls },
    [0.7, 1.1],
    6,
  );
});

test('keeps every point of the path', async () => {
  const bowl: Bowl = { name: 'a quadratic bowl', directions: axes, ...parabola };
  await check(bowl, [1, 2], 2);
  await check(bowl, [1, 2], 0);
});
