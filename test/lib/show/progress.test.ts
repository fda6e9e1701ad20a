import { type Displayable, displaySymbol, progress } from 'optlab';

interface Shown {
  first: Displayable;
  updates: Displayable[];
}

const withGlobals = globalThis as { display?: unknown };
let shown: Shown[];
let now: number;

beforeEach(() => {
  shown = [];
  now = 1000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  withGlobals.display = (first: Displayable) => {
    const entry: Shown = { first, updates: [] };
    shown.push(entry);
    return { update: (value: Displayable) => entry.updates.push(value) };
  };
});

afterEach(() => {
  delete withGlobals.display;
  jest.restoreAllMocks();
});

const plain = (value: Displayable) => value[displaySymbol]()['text/plain'];
const last = () => {
  const { first, updates } = shown[0];
  return updates.at(-1) ?? first;
};

describe('progress in a notebook', () => {
  test('is one display that is updated in place and ends as one line of text', () => {
    for (const _ of progress(['a', 'b', 'c', 'd'], { label: 'letters' })) now += 500;
    expect(shown).toHaveLength(1);
    expect([shown[0].first, ...shown[0].updates].map(plain)).toEqual([
      'letters: 0 of 4, 0.0 s',
      'letters: 1 of 4, 0.5 s, about 1.5 s left',
      'letters: 2 of 4, 1.0 s, about 1.0 s left',
      'letters: 3 of 4, 1.5 s, about 0.5 s left',
      'letters: 4 in 2.0 s',
    ]);
    expect(last()[displaySymbol]()).toEqual({ 'text/plain': 'letters: 4 in 2.0 s' });
    expect(shown[0].first[displaySymbol]()['text/html']).toMatch(/<progress max="1" value="0.000"/);
  });

  test('draws at most ten times a second', () => {
    const bar = progress(100_000);
    for (let step = 0; step < 100_000; step++) {
      now += 0.01;
      bar.advance();
    }
    expect(shown[0].updates.length).toBeLessThanOrEqual(11);
    expect(plain(last())).toBe('progress: 100000 in 1.0 s');
  });

  test('a loop that is left says where it stopped', () => {
    for (const item of progress([1, 2, 3, 4])) if (item === 3) break;
    expect(plain(last())).toBe('progress: stopped at 2 of 4 in 0.0 s');
  });

  test('a loop that throws says where it stopped, and the error goes on', () => {
    expect(() => {
      for (const item of progress([1, 2])) if (item === 2) throw new Error('diverged');
    }).toThrow('diverged');
    expect(plain(last())).toBe('progress: stopped at 1 of 2 in 0.0 s');
  });

  test('takes sets, generators without a length, and async iterables', async () => {
    expect([...progress(new Set([1, 2]))]).toEqual([1, 2]);
    function* three() {
      yield* [1, 2, 3];
    }
    expect([...progress(three())]).toEqual([1, 2, 3]);
    const seen: number[] = [];
    async function* later() {
      yield* [4, 5];
    }
    for await (const item of progress(later(), { label: 'later' })) seen.push(item);
    expect(seen).toEqual([4, 5]);
    expect(shown.map(({ updates }) => plain(updates[updates.length - 1]))).toEqual([
      'progress: 2 in 0.0 s',
      'progress: 3 in 0.0 s',
      'later: 2 in 0.0 s',
    ]);
  });

  test('an empty iterable and a total of 0 are done at once', () => {
    expect([...progress([])]).toEqual([]);
    progress(0);
    expect(shown.map(({ updates }) => plain(updates[updates.length - 1]))).toEqual([
      'progress: 0 in 0.0 s',
      'progress: 0 in 0.0 s',
    ]);
  });

  test('shows a note, escaped, and nothing after its end', () => {
    const bar = progress(3, { label: '<b>' });
    now += 200;
    bar.advance(1, 'loss < 1');
    expect(last()[displaySymbol]()['text/html']).toMatch(/&lt;b&gt;: 1 of 3.*loss &lt; 1/);
    bar.finish('early');
    const count = shown[0].updates.length;
    bar.advance(5);
    bar.finish();
    expect(shown[0].updates).toHaveLength(count);
    expect(plain(last())).toBe('<b>: stopped at 1 of 3 in 0.2 s, early');
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a negative total', () => progress(-1), /total must be a whole number/],
    ['half a step', () => progress(1.5), /total must be a whole number/],
    ['a step back', () => progress(3).advance(-1), /finite number, 0 or more/],
    ['nothing to walk through', () => progress(undefined as never), /number of steps or an iterable/],
  ])('refuses %s', (_, call, says) => {
    expect(call).toThrow(says);
  });
});

test('without notebook and terminal, only the last line is written', () => {
  delete withGlobals.display;
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  const { isTTY } = process.stderr;
  process.stderr.isTTY = false;
  try {
    for (const _ of progress([1, 2, 3], { label: 'runs' })) now += 1000;
  } finally {
    process.stderr.isTTY = isTTY;
  }
  expect(log.mock.calls).toEqual([['runs: 3 in 3.0 s']]);
});

test('on a terminal one line is rewritten', () => {
  delete withGlobals.display;
  const written: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const { isTTY } = process.stderr;
  process.stderr.isTTY = true;
  try {
    for (const _ of progress([1, 2], { label: 'runs' })) now += 1000;
  } finally {
    process.stderr.isTTY = isTTY;
  }
  expect(written.every((text) => text.startsWith('\r'))).toBe(true);
  expect(written.join('').match(/\n/g)).toHaveLength(1);
  expect(written.at(-1)).toMatch(/runs: 2 in 2\.0 s\n$/);
});
