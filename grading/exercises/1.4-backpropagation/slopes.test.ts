import {
  answer,
  fail,
  requireAgreement,
  requireUnchanged,
  requireVector,
  seeded,
  show,
} from 'optlab-grading';

interface Operation {
  op: 'add' | 'multiply' | 'tanh';
  from: number[];
}
type Arguments = [program: Operation[], inputs: number[]];

const slopes = answer<Arguments>('slopes');

/** How one operation hands its slope on: pairs of a value and a factor. */
type Local = (operation: Operation, values: number[], k: number) => [to: number, factor: number][];

const local: Local = ({ op, from: [a, b] }, values, k) => {
  if (op === 'tanh') return [[a, 1 - values[k] ** 2]];
  if (op === 'add') {
    return [
      [a, 1],
      [b, 1],
    ];
  }
  return [
    [a, values[b]],
    [b, values[a]],
  ];
};

function valuesOf([program, inputs]: Arguments): number[] {
  const values = [...inputs];
  for (const { op, from } of program) {
    const [a, b] = from.map((k) => values[k]);
    values.push(op === 'tanh' ? Math.tanh(a) : op === 'add' ? a + b : a * b);
  }
  return values;
}

/** By tangents from each input, in the order of the computation. */
function forward(given: Arguments, rule = local): number[] {
  const [program, inputs] = given;
  const values = valuesOf(given);
  return inputs.map((_, input) => {
    const tangents: number[] = inputs.map((__, i) => (i === input ? 1 : 0));
    program.forEach((operation, l) => {
      const k = inputs.length + l;
      tangents.push(rule(operation, values, k).reduce((sum, [to, factor]) => sum + factor * tangents[to], 0));
    });
    return tangents[values.length - 1];
  });
}

/** By a tape, played in some order, with some way to take in a slope. */
function played(
  given: Arguments,
  order: (ks: number[]) => number[],
  take: (old: number, more: number) => number,
  others = 0,
) {
  const [program, inputs] = given;
  const values = valuesOf(given);
  const g = values.map((_, k): number => (k === values.length - 1 ? 1 : others));
  for (const k of order(program.map((_, l) => inputs.length + l))) {
    for (const [to, factor] of local(program[k - inputs.length], values, k))
      g[to] = take(g[to], g[k] * factor);
  }
  return g.slice(0, inputs.length);
}

function differences(given: Arguments): number[] {
  const [program, inputs] = given;
  const value = (at: number[]) => valuesOf([program, at]).at(-1) as number;
  return inputs.map((_, i) => (value(inputs.map((x, j) => x + (i === j ? 1e-4 : 0))) - value(inputs)) / 1e-4);
}

function mistakes(given: Arguments) {
  const once: Local = (operation, values, k) => {
    const all = local(operation, values, k);
    return operation.op === 'multiply' && all[0][0] === all[1][0] ? all.slice(0, 1) : all;
  };
  const changed =
    (op: Operation['op'], instead: Local): Local =>
    (operation, values, k) =>
      operation.op === op ? instead(operation, values, k) : local(operation, values, k);
  return [
    {
      gives: played(
        given,
        (ks) => [...ks].reverse(),
        (_, more) => more,
      ),
      hint: 'Where several paths lead to a value, this counts one of the paths only.',
    },
    {
      gives: played(
        given,
        (ks) => ks,
        (old, more) => old + more,
      ),
      hint: 'The operations were visited in the order of the computation, before their slopes were known.',
    },
    {
      gives: played(
        given,
        (ks) => [...ks].reverse(),
        (old, more) => old + more,
        1,
      ),
      hint: 'Before the walk back the loss has the slope 1, and all other values have 0.',
    },
    {
      gives: forward(
        given,
        changed('multiply', ({ from }, values) => from.map((k) => [k, values[k]])),
      ),
      hint: 'If one factor moves, a product moves by the other factor times that.',
    },
    {
      gives: forward(
        given,
        changed('tanh', ({ from: [a] }, values) => [[a, 1 - values[a] ** 2]]),
      ),
      hint: 'The slope of tanh is 1 - tanh^2: which value is squared?',
    },
    { gives: forward(given, once), hint: 'A value that is multiplied by itself is used twice.' },
    {
      gives: forward(
        given,
        changed('add', ({ from: [a] }) => [[a, 1]]),
      ),
      hint: 'A sum moves with both of its parts.',
    },
  ];
}

async function check(given: Arguments, expected = forward(given)): Promise<void> {
  const { value, args } = await slopes(...given);
  const [program, inputs] = given;
  const lines = program.map(({ op, from }) => `${op} ${from.join(' ')}`).join('; ');
  const input = `For the program "${lines}" and inputs ${show(inputs)}`;
  if (show(args[0]) !== show(program) || JSON.stringify(args[0]) !== JSON.stringify(program)) {
    fail(`The answer changed its argument program; the caller still needs it.`);
  }
  requireUnchanged([inputs], [args[1]], ['inputs']);
  if (Array.isArray(value) && value.length === inputs.length + program.length) {
    fail(`${input}, the slopes of the inputs only are wanted, but the answer gave ${show(value)}.`);
  }
  const got = requireVector(value, inputs.length, 'The list of slopes');
  const approximate = differences(given);
  const rough = got.every((slope, i) => Math.abs(slope - approximate[i]) < 1e-6 * (1 + Math.abs(slope)));
  const hint = 'These are differences, which are rounded; the chain rule gives all digits.';
  requireAgreement({
    got,
    expected,
    input,
    mistakes: [...mistakes(given), ...(rough ? [{ gives: got, hint }] : [])],
  });
}

const multiply = (...from: number[]): Operation => ({ op: 'multiply', from });
const add = (...from: number[]): Operation => ({ op: 'add', from });
const tanh = (from: number): Operation => ({ op: 'tanh', from: [from] });

test('follows one path', async () => {
  await check([[multiply(0, 1)], [3, 5]], [5, 3]);
  const [w, x] = [0.5, 1.5];
  const slope = 1 - Math.tanh(w * x) ** 2;
  await check(
    [
      [multiply(0, 1), tanh(2)],
      [w, x],
    ],
    [x * slope, w * slope],
  );
});

test('adds up where paths meet', async () => {
  await check([[multiply(0, 0)], [7]], [14]);
  await check([[add(0, 0)], [7]], [2]);
  await check(
    [
      [add(0, 1), multiply(0, 1), multiply(2, 3)],
      [2, 3],
    ],
    [21, 16],
  );
  await check([
    [multiply(0, 1), tanh(2), multiply(3, 0)],
    [0.3, 2],
  ]);
  await check([[tanh(0), multiply(0, 1), add(1, 0)], [0.4]]);
});

test('hands on what is complete', async () => {
  const uniform = seeded(41);
  for (let k = 0; k < 12; k++) {
    const inputs = Array.from({ length: 1 + (k % 4) }, () => 3 * uniform() - 1.5);
    const program: Operation[] = [];
    for (let l = 0; l < 5 + k; l++) {
      const pick = () => Math.floor(uniform() * (inputs.length + l));
      const last = inputs.length + l - 1;
      const made = [add(last, pick()), multiply(pick(), last), tanh(last)];
      program.push(made[Math.floor(uniform() * 3)]);
    }
    await check([program, inputs]);
  }
});

test('leaves its arguments and unused inputs alone', async () => {
  await check([[add(0, 2)], [1, 5, 2]], [1, 0, 1]);
  // The first operation has nothing to do with the last value.
  await check(
    [
      [multiply(0, 1), add(1, 1)],
      [3, 4],
    ],
    [0, 2],
  );
});
