import { agrees, answer, fail, requireAgreement, requirePath, requireUnchanged, show } from 'optlab-grading';

type Vector = number[];
type Matrix = number[][];
type Gradient = (theta: Vector) => Vector;

const bfgsPath = answer<[grad: Gradient, start: Vector, lengths: Vector]>('bfgsPath');

interface Case {
  name: string;
  grad: Gradient;
  start: Vector;
  lengths: Vector;
}

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const minus = (a: Vector, b: Vector) => a.map((value, i) => value - b[i]);
const times = (M: Matrix, v: Vector) => M.map((row) => dot(row, v));

interface Variant {
  /** What is taken for the step when H learns, as a multiple of it: one over the length, for the direction. */
  taken?: (alpha: number) => number;
  /** How many of the last steps H remembers. */
  memory?: number;
  /** How many points back the gradient of the direction is taken. */
  behind?: number;
  /** What becomes of H where the slope falls along a step. */
  falling?: 'kept' | 'learned' | 'forgotten';
}

/** The path without a matrix: H g is computed from the steps so far, the last one first. */
function points(
  { grad, start, lengths }: Case,
  { taken = () => 1, memory = 99, behind = 0, falling = 'kept' }: Variant = {},
): Vector[] {
  const path = [start];
  const gradients = [grad(start)];
  const pairs: { s: Vector; y: Vector }[] = [];
  const applied = (v: Vector, k: number): Vector => {
    if (k < Math.max(0, pairs.length - memory)) return v;
    const { s, y } = pairs[k];
    const a = dot(s, v) / dot(s, y);
    const inner = applied(
      minus(
        v,
        y.map((part) => a * part),
      ),
      k - 1,
    );
    const b = dot(y, inner) / dot(s, y);
    return inner.map((part, i) => part + (a - b) * s[i]);
  };
  lengths.forEach((alpha, k) => {
    const g = gradients[Math.max(0, k - behind)];
    const s = applied(g, pairs.length - 1).map((part) => -alpha * part);
    path.push(path[k].map((part, i) => part + s[i]));
    gradients.push(grad(path[k + 1]));
    const learned = s.map((part) => taken(alpha) * part);
    const y = minus(gradients[k + 1], gradients[k]);
    const rise = dot(learned, y);
    if (rise > 0 || (rise < 0 && falling === 'learned')) pairs.push({ s: learned, y });
    else if (falling === 'forgotten') pairs.length = 0;
  });
  return path;
}

const mistakes = (each: Case) => [
  {
    gives: points(each, { memory: 0 }),
    hint: 'This is gradient descent: what does H learn?',
  },
  {
    gives: points(each, { taken: (alpha) => 1 / alpha }),
    hint: 'H learns from the step, which is the length times the direction.',
  },
  {
    gives: points(each, { memory: 1 }),
    hint: 'This H knows the last step and has forgotten the steps before the last.',
  },
  {
    gives: points(each, { behind: 1 }),
    hint: 'The direction uses the gradient of the point before.',
  },
  {
    gives: points(each, { falling: 'learned' }),
    hint: 'This learns from a step along which the slope falls: there s and y have a negative product.',
  },
  {
    gives: points(each, { falling: 'forgotten' }),
    hint: 'A step that is not learned leaves H as it is, with all that it learned before.',
  },
  {
    gives: points(each).slice(1),
    hint: 'The first point of the path is the start.',
  },
  {
    gives: points({ ...each, lengths: each.lengths.map((alpha) => -alpha) }),
    hint: 'This goes uphill: the direction is -H g.',
  },
];

/** Runs the answer, and returns how often it asked for a gradient. */
async function check(each: Case, expected = points(each)): Promise<number> {
  const { name, grad, start, lengths } = each;
  let calls = 0;
  const counted: Gradient = (theta) => {
    calls++;
    if (Array.isArray(theta) && theta.length === start.length) return grad(theta);
    throw new TypeError(`grad takes a point of ${start.length} numbers and was called with ${show(theta)}`);
  };
  const given: Parameters<typeof bfgsPath> = [counted, start, lengths];
  const { value, args } = await bfgsPath(counted, [...start], [...lengths]);
  requireUnchanged(given, args, ['grad', 'start', 'lengths']);
  const input = `On ${name} from ${show(start)} with the lengths ${show(lengths)}`;
  const path = requirePath(value, start.length, 'any numbers');
  if (path.flat().some(Number.isNaN)) fail(`${input}, the path is ${show(path)}: is 0/0 computed anywhere?`);
  const last = path[path.length - 1];
  if (path.length > 1 && !agrees(start, last) && path.every((point) => agrees(point, last, 0))) {
    fail(
      `${input}, all points of the path are ${show(last)}.\nIs each point an array of its own, or is it one array that goes on changing?`,
    );
  }
  requireAgreement({ got: path, expected, input, mistakes: mistakes(each), tolerance: 1e-7 });
  return calls;
}

const tilted: Matrix = [
  [4, 1, 0.5],
  [1, 3, 0.25],
  [0.5, 0.25, 2],
];
const bowl = (start: Vector, lengths: Vector): Case => ({
  name: `the bowl with A = ${show(tilted)}`,
  grad: (theta) => times(tilted, theta),
  start,
  lengths,
});
const bent = (start: Vector, lengths: Vector): Case => ({
  name: 'f = log(1 + exp(x)) + log(1 + exp(-2 x - y)) + y^2',
  grad: ([x, y]) => {
    const share = 1 / (1 + Math.exp(2 * x + y));
    return [1 / (1 + Math.exp(-x)) - 2 * share, 2 * y - share];
  },
  start,
  lengths,
});

/** The slope falls along the second step, and rises along the others. */
const ridge: Case = {
  name: 'f = x^4/4 - x^2/2 + x y/2 + y^2',
  grad: ([x, y]) => [x ** 3 - x + y / 2, 2 * y + x / 2],
  start: [0.5, 1],
  lengths: [0.5, 0.5, 0.5, 1],
};

test('takes the first step along the gradient', async () => {
  await check({
    name: 'f = x^2/2 + y^2',
    grad: ([x, y]) => [x, 2 * y],
    start: [4, 2],
    lengths: [0.25],
  });
});

test('goes by all that it learned', async () => {
  await check(bowl([1, -2, 3], [0.1, 0.5, 1, 0.75]));
  await check(bent([2, -1], [0.5, 1, 0.5, 1, 1]));
  await check(ridge);
});

test('is the secant method for one parameter', async () => {
  const slope = (x: number) => Math.exp(x) - 2;
  const lengths = [0.25, 1, 1, 1];
  const path = [2];
  lengths.forEach((alpha, k) => {
    const [before, now] = [path[k - 1], path[k]];
    const H = k === 0 ? 1 : (now - before) / (slope(now) - slope(before));
    path.push(now - alpha * H * slope(now));
  });
  const grad: Gradient = ([x]) => [slope(x)];
  await check(
    { name: 'f = exp(x) - 2 x', grad, start: [2], lengths },
    path.map((x) => [x]),
  );
});

test('asks for one gradient a step', async () => {
  const lengths = [0.5, 1, 1, 1];
  const calls = await check(bent([1, 1], lengths));
  if (calls > lengths.length + 1) {
    fail(
      `${lengths.length} steps have ${lengths.length + 1} points, and the gradient was asked for ${calls} times.\nThe gradient at the point where a step begins is already known.`,
    );
  }
});

test('stays where the gradient is 0', async () => {
  const start = [0, 0, 0];
  await check(bowl(start, [1, 1]), [start, start, start]);
});
