import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { globPattern, History } from '../../kernel/src/wire/history';
import { historyPath } from '../../kernel/src/wire/history-file';
import { ensureBuilt } from './support/build';
import { Client } from './support/client';

type Ask = Record<string, unknown>;

const folder = () => mkdtempSync(join(tmpdir(), 'kernel-history-'));
const silence = () => {};

async function rows(history: History, request: Ask): Promise<unknown[]> {
  const answer = (await history.answer({ raw: true, output: false, ...request })) as { history: unknown[] };
  return answer.history;
}

/** A session that has run these cells and ended. */
async function session(file: string | undefined, inputs: string[]): Promise<History> {
  const history = new History(file, silence);
  inputs.forEach((input, index) => {
    history.add(index + 1, input);
  });
  await history.written();
  return history;
}

const tail = { hist_access_type: 'tail' };
const search = { hist_access_type: 'search' };
const range = { hist_access_type: 'range' };

describe('tail', () => {
  test('gives the last inputs of all sessions, oldest first', async () => {
    const file = join(folder(), 'history.jsonl');
    await session(file, ['a', 'b']);
    const second = await session(file, ['c']);
    expect(await rows(second, { ...tail, n: 2 })).toEqual([
      [1, 2, 'b'],
      [2, 1, 'c'],
    ]);
    expect(await rows(second, tail)).toHaveLength(3);
    expect(await rows(second, { ...tail, n: 0 })).toEqual([]);
    expect(await rows(second, { ...tail, n: 500 })).toHaveLength(3);
  });

  test('ends with the own inputs, also beside a kernel that started later', async () => {
    const file = join(folder(), 'history.jsonl');
    const first = await session(file, ['mine']);
    await session(file, ['other']);
    expect(await rows(first, { ...tail, n: 1 })).toEqual([[1, 1, 'mine']]);
  });
});

describe('search', () => {
  const inputs = ['let a = 1', 'a + 1', 'let b', 'a + 1', 'x[0]', 'lines\nof text'];
  test.each([
    ['*', undefined, 6],
    ['let*', undefined, 2],
    ['*1', undefined, 3],
    ['a + ?', undefined, 2],
    ['a', undefined, 0],
    ['[kl]et *', undefined, 2],
    ['[^l]*', undefined, 3],
    ['x[[]0]', undefined, 1],
    ['lines*text', undefined, 1],
    ['LET*', undefined, 0],
    ['*', 2, 2],
    ['a + ?', 5, 2],
  ])('for %j with n %p finds %i', async (pattern, n, count) => {
    const history = await session(undefined, inputs);
    expect(await rows(history, { ...search, pattern, n })).toHaveLength(count);
  });

  test('for unique inputs keeps the latest of each', async () => {
    const history = await session(undefined, ['a', 'b', 'a']);
    expect(await rows(history, { ...search, pattern: '*', unique: true })).toEqual([
      [1, 2, 'b'],
      [1, 3, 'a'],
    ]);
  });

  test('takes a bracket that never closes, or a range that runs backwards, literally or as nothing', () => {
    expect(globPattern('x[').test('x[')).toBe(true);
    expect(globPattern('[z-a]').test('b')).toBe(false);
    expect(globPattern('(a|b)$.{2}\\d').test('(a|b)$.{2}\\d')).toBe(true);
  });
});

describe('range', () => {
  const inputs = ['one', 'two', 'three'];
  test.each<[Ask, string[]]>([
    [{}, inputs],
    [{ session: 0, start: 1, stop: 3 }, ['one', 'two']],
    [{ session: 0, start: 2 }, ['two', 'three']],
    [{ session: 0, start: -1 }, ['three']],
    [{ session: 0, start: 1, stop: -1 }, ['one', 'two']],
    [{ session: 0, start: 5, stop: 9 }, []],
    [{ session: 2 }, inputs],
    [{ session: -1 }, ['old 1', 'old 2']],
    [{ session: 1, start: 2, stop: 3 }, ['old 2']],
    [{ session: 3 }, []],
    [{ session: -7 }, []],
  ])('%j', async (request, expected) => {
    const file = join(folder(), 'history.jsonl');
    await session(file, ['old 1', 'old 2']);
    const history = await session(file, inputs);
    const found = (await rows(history, { ...range, ...request })) as [number, number, string][];
    expect(found.map(([, , input]) => input)).toEqual(expected);
    if (typeof request.session === 'number' && request.session >= 0) {
      for (const [number] of found) expect(number).toBe(request.session);
    }
  });
});

test('outputs come with the inputs of this session and are null for earlier ones', async () => {
  const file = join(folder(), 'history.jsonl');
  await session(file, ['old']);
  const history = new History(file, silence);
  history.add(1, '6 * 7');
  history.addOutput(1, '42');
  history.add(2, 'let silent');
  expect(await rows(history, { ...tail, output: true })).toEqual([
    [1, 1, ['old', null]],
    [2, 1, ['6 * 7', '42']],
    [2, 2, ['let silent', null]],
  ]);
});

test.each([['sideways'], [undefined], [7], ['toString']])(
  'hist_access_type %p is refused with what is allowed',
  async (access) => {
    const answer = await new History(undefined, silence).answer({ hist_access_type: access });
    expect(answer).toMatchObject({
      status: 'error',
      evalue: expect.stringContaining("'tail', 'search' or 'range'"),
    });
  },
);

describe('the file', () => {
  test('numbers sessions apart that started at the same time', async () => {
    const file = join(folder(), 'history.jsonl');
    const kernels = Array.from({ length: 8 }, () => new History(file, silence));
    for (let line = 1; line <= 20; line++) {
      kernels.forEach((kernel, index) => {
        kernel.add(line, `${index}: ${line}`);
      });
      await Promise.all(kernels.map((kernel) => kernel.written()));
    }
    const all = (await rows(kernels[0], tail)) as [number, number, string][];
    expect(new Set(all.map(([, , input]) => input)).size).toBe(160);
    expect(new Set(all.map(([number, line]) => `${number}/${line}`)).size).toBe(160);
  });

  test('survives lines that are no inputs, and one that was cut off', async () => {
    const file = join(folder(), 'history.jsonl');
    await session(file, ['good']);
    const bad = [
      '',
      'nonsense',
      '[]',
      'null',
      '{"session":"1"}',
      '{"session":1,"kernel":"k","line":1}',
      '\u0000',
    ];
    appendFileSync(file, `${bad.join('\n')}\n{"session":1,"kern`);
    const history = await session(file, ['after']);
    expect(await rows(history, tail)).toEqual([
      [1, 1, 'good'],
      [2, 1, 'after'],
    ]);
  });

  test('is set aside when it is full, so that two such files are the most', async () => {
    const file = join(folder(), 'history.jsonl');
    for (let count = 0; count < 8; count++) {
      await session(
        file,
        Array.from({ length: 10 }, () => `${count}${'x'.repeat(90_000)}`),
      );
    }
    expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(6e6);
    const found = (await rows(await session(file, ['last']), tail)) as [number, number, string][];
    expect(found.at(-1)).toEqual([9, 1, 'last']);
    expect(found.length).toBeGreaterThan(20);
  });

  test('is readable by its owner alone', async () => {
    const file = join(folder(), 'new', 'history.jsonl');
    await session(file, ['secret']);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(join(file, '..')).mode & 0o077).toBe(0);
  });

  test('that cannot be written costs one line of warning and nothing else', async () => {
    const blocked = join(folder(), 'file');
    writeFileSync(blocked, '');
    const warnings: string[] = [];
    const history = new History(join(blocked, 'history.jsonl'), (line) => warnings.push(line));
    for (const line of [1, 2, 3]) {
      history.add(line, `input ${line}`);
      await history.written();
    }
    expect(await rows(history, { ...tail, n: 2 })).toEqual([
      [1, 2, 'input 2'],
      [1, 3, 'input 3'],
    ]);
    expect(warnings).toEqual([expect.stringContaining('history is kept for this session only')]);
  });

  test.each<[NodeJS.ProcessEnv, NodeJS.Platform, string | undefined]>([
    [{ XDG_STATE_HOME: '/state' }, 'linux', '/state/optlab-kernel/history.jsonl'],
    [{ XDG_STATE_HOME: 'relative' }, 'linux', join(homedir(), '.local/state/optlab-kernel/history.jsonl')],
    [{}, 'darwin', join(homedir(), 'Library/Application Support/optlab-kernel/history.jsonl')],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/optlab-kernel/history.jsonl'],
    [{ OPTLAB_KERNEL_HISTORY: '/mine.jsonl' }, 'linux', '/mine.jsonl'],
    [{ OPTLAB_KERNEL_HISTORY: '~/mine.jsonl' }, 'linux', join(homedir(), 'mine.jsonl')],
    [{ OPTLAB_KERNEL_HISTORY: 'off' }, 'linux', undefined],
    [{ OPTLAB_KERNEL_HISTORY: '' }, 'linux', undefined],
  ])('with %j on %s lies at %s', (env, platform, expected) => {
    expect(historyPath(env, platform)).toBe(expected);
  });
});

describe('a kernel', () => {
  beforeAll(ensureBuilt, 60_000);

  test('finds after a restart what was run before, and stores no silent or hidden cell', async () => {
    const file = join(folder(), 'history.jsonl');
    const env = { OPTLAB_KERNEL_HISTORY: file };
    const first = await Client.start({ env });
    await first.execute('"kept"');
    await first.execute('"silent"', { silent: true });
    await first.execute('"hidden"', { store_history: false });
    await first.execute(' \n');
    await first.execute('throw new Error("kept too")');
    // The end of the kernel writes what is not written yet.
    await first.request('shutdown_request', { restart: true }, 'control');
    await first.exited;
    await first.stop();
    expect(readFileSync(file, 'utf8')).not.toMatch(/silent|hidden/);

    const second = await Client.start({ env });
    try {
      await second.execute('"second"');
      const request = { hist_access_type: 'tail', n: 10, output: true, raw: true };
      expect((await second.request('history_request', request)).history).toEqual([
        [1, 1, ['"kept"', null]],
        [1, 2, ['throw new Error("kept too")', null]],
        [2, 1, ['"second"', "'second'"]],
      ]);
      const wrong = await second.request('history_request', { ...request, hist_access_type: 'all' });
      expect(wrong).toMatchObject({ status: 'error', ename: 'ValueError' });
    } finally {
      await second.stop();
    }
  }, 30_000);

  test('runs as well where nothing can be stored', async () => {
    const place = join(folder(), 'history.jsonl');
    mkdirSync(place);
    const client = await Client.start({ env: { OPTLAB_KERNEL_HISTORY: place } });
    try {
      expect((await client.execute('1 + 1')).result).toBe('2');
      const request = { hist_access_type: 'range', session: 0, output: false, raw: true };
      expect((await client.request('history_request', request)).history).toEqual([[0, 1, '1 + 1']]);
    } finally {
      await client.stop();
    }
  }, 30_000);
});
