import type { Output } from '../support/client';
import { useKernel } from '../support/notebook';

const kernel = useKernel();

const run = async (code: string) => {
  const execution = await kernel.client.execute(code);
  expect(execution.error).toBeUndefined();
  return execution;
};
const idOf = async (expression: string) =>
  (await run(`${expression}.modelId`)).result?.replaceAll("'", '') ?? '';
const change = (comm_id: string, state: object) =>
  kernel.client.comm('comm_msg', { comm_id, data: { method: 'update', state, buffer_paths: [] } });
const updates = (outputs: Output[], id: string) =>
  outputs
    .filter(({ content }) => content.comm_id === id && content.data.method === 'update')
    .map(({ content }) => content.data.state);

beforeAll(() => run(`import * as w from 'optlab-kernel/widgets'`));

test('a widget is displayed by the view of its model, with a text beside it', async () => {
  const { outputs } = await run(`const s = new w.IntSlider({ value: 7 }); s`);
  const result = outputs.find(({ type }) => type === 'execute_result')?.content.data;
  expect(result).toEqual({
    'application/vnd.jupyter.widget-view+json': {
      version_major: 2,
      version_minor: 0,
      model_id: await idOf('s'),
    },
    'text/plain': 'IntSlider { value: 7 }',
  });
});

test('a change of the reader is echoed, seen by observers and by later cells', async () => {
  await run(`s.observe(({ old, new: now }) => console.log(old, '->', now))`);
  const id = await idOf('s');
  const outputs = await change(id, { value: 9 });
  expect(outputs.map(({ type, content }) => [type, content.data?.method ?? content.text])).toEqual([
    ['comm_msg', 'echo_update'],
    ['stream', '7 -> 9\n'],
  ]);
  expect((await run('s.value')).result).toBe('9');
  expect(updates((await run('s.value = 12')).outputs, id)).toEqual([{ value: 12 }]);
});

test('a value that the widget cannot have is answered by the one it has', async () => {
  const id = await idOf('s');
  expect(updates(await change(id, { value: 'many' }), id)).toEqual([expect.objectContaining({ value: 12 })]);
});

test('the noise of adding up steps is taken from a real number, and the handle that makes it is left alone', async () => {
  await run(`const f = new w.FloatSlider({ min: -1, max: 2.05, step: 0.01 })
    const fs = new w.FloatRangeSlider({ max: 1, step: 0.1 })
    const lr = new w.FloatLogSlider({ min: -4, max: 0, value: 0.1 })`);
  const sent: [string, unknown, string][] = [
    ['f', 1.1800000000000002, '1.18'],
    ['f', 2.7755575615628914e-17, '0'],
    ['fs', [0.30000000000000004, 0.7000000000000001], '[ 0.3, 0.7 ]'],
    ['lr', 0.0010000000000000002, '0.001'],
  ];
  for (const [name, value, meant] of sent) {
    const id = await idOf(name);
    expect(updates(await change(id, { value }), id)).toEqual([]);
    expect((await run(`${name}.value`)).result).toBe(meant);
  }
  // Values of cells stay as exact as they are given.
  expect((await run('f.value = 1.1800000000000002; f.value')).result).toBe('1.1800000000000002');
});

test('options and clicks reach the cells', async () => {
  await run(`const d = new w.Dropdown({ options: { slow: 0.1, fast: 1 } })
    const b = new w.Button()
    b.onClick(() => { console.log('rate', d.value); throw new Error('enough') })`);
  await change(await idOf('d'), { index: 1 });
  const clicked = await kernel.client.comm('comm_msg', {
    comm_id: await idOf('b'),
    data: { method: 'custom', content: { event: 'click' } },
  });
  expect(clicked.map(({ type, content }) => [type, content.text ?? content.evalue])).toEqual([
    ['stream', 'rate 1\n'],
    ['error', 'enough'],
  ]);
});

test('a front end that is loaded anew gets the state of every widget', async () => {
  await kernel.client.comm('comm_open', {
    comm_id: 'control',
    target_name: 'jupyter.widget.control',
    data: {},
  });
  const request = { comm_id: 'control', data: { method: 'request_states' } };
  const [{ content }] = await kernel.client.comm('comm_msg', request);
  const { states } = content.data;
  expect(states[await idOf('s')]).toMatchObject({ model_name: 'IntSliderModel', state: { value: 12 } });
  const open = (await kernel.client.request('comm_info_request', { target_name: 'jupyter.widget' })).comms;
  expect(Object.keys(open).sort()).toEqual(Object.keys(states).sort());
});

describe('interact', () => {
  const outputsOf = (outputs: Output[], id: string) => updates(outputs, id).at(-1)?.outputs;

  test('shows its widgets once, with the first rendering for readers without a kernel', async () => {
    const { outputs } = await run(`const i = w.interact(({ eta }) => {
      console.log('eta is', eta)
      if (eta > 0.9) throw new RangeError('too far')
      return { [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>' + eta + '</b>', 'text/plain': 'plot' }) }
    }, { eta: [0, 1] })
    i`);
    const shown = outputs.filter(({ type }) => /display_data|execute_result/.test(type));
    expect(shown).toHaveLength(1);
    expect(shown[0].content.data).toEqual({
      'application/vnd.jupyter.widget-view+json': expect.objectContaining({ model_id: await idOf('i.box') }),
      'text/html': '<b>0.5</b>',
      'text/plain': 'interact { eta: 0.5 }\neta is 0.5\n\nplot',
    });
  });

  test('calls the function at a change; the output widget has what it shows, returns and throws', async () => {
    const [slider, output] = [await idOf('i.widgets.eta'), await idOf('i.output')];
    const stream = (text: string) => ({ output_type: 'stream', name: 'stdout', text });
    expect(outputsOf(await change(slider, { value: 0.25 }), output)).toEqual([
      stream('eta is 0.25\n'),
      {
        output_type: 'display_data',
        data: { 'text/html': '<b>0.25</b>', 'text/plain': 'plot' },
        metadata: {},
      },
    ]);
    expect(outputsOf(await change(slider, { value: 1 }), output)).toEqual([
      stream('eta is 1\n'),
      expect.objectContaining({ output_type: 'error', ename: 'RangeError', evalue: 'too far' }),
    ]);
  });

  test('an asynchronous function runs once at a time, and of the changes meanwhile the last one counts', async () => {
    await run(`const seen: number[] = []
      const slow = w.interact(async ({ n }) => {
        seen.push(n)
        await new Promise((done) => setTimeout(done, 200))
        console.log('done with', n)
      }, { n: [0, 10] })`);
    const [slider, output] = [await idOf('slow.widgets.n'), await idOf('slow.output')];
    const all = await Promise.all([1, 2, 3, 4].map((value) => change(slider, { value })));
    await run('await slow.update()');
    const { result } = await run('seen');
    expect(result).toMatch(/^\[ 5, \d, 4, 4 \]$|^\[ 5, 4, 4 \]$/);
    expect(
      all
        .map((each) => outputsOf(each, output))
        .filter(Boolean)
        .at(-1),
    ).toEqual([{ output_type: 'stream', name: 'stdout', text: 'done with 4\n' }]);
  });

  test('is checked: the function gets a value of the type that each parameter means', async () => {
    const { error } = await kernel.client.execute(
      `w.interact(({ a, b, c }) => { const n: string = a; const m: 'x' = b; const k: number = c }, { a: [0, 1], b: ['x', 'y'], c: true })`,
    );
    expect(error).toContain("Type 'number' is not assignable to type 'string'");
    expect(error).toContain(`Type '"x" | "y"' is not assignable to type '"x"'`);
    expect(error).toContain("Type 'boolean' is not assignable to type 'number'");
  });
});
