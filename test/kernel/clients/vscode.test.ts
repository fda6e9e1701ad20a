import { once } from 'node:events';
import { kernelspec } from '../../../kernel/src/install/kernelspec';
import { ensureBuilt } from '../support/build';
import { Client } from '../support/client';
import { useKernel } from '../support/notebook';

/** What VS Code's Jupyter extension sends for a cell. */
const ofACell = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: true,
  stop_on_error: false,
};

/** The kinds of completions that the extension has icons for; every other kind is drawn like a field. */
const icons = new Set(
  'method function constructor field variable class struct interface module property event operator unit value constant enum enumMember keyword text color file reference customcolor folder typeParameter snippet'.split(
    ' ',
  ),
);

interface Completion {
  matches: string[];
  cursor_start: number;
  cursor_end: number;
  metadata: { _jupyter_types_experimental: { text: string; type?: string; start?: number; end?: number }[] };
}

describe("what VS Code's Jupyter extension asks of a kernel", () => {
  const kernel = useKernel();
  const complete = async (code: string, position = code.length) =>
    (await kernel.client.request('complete_request', { code, cursor_pos: position })) as Completion;

  test('the kernelspec has the connection file as a word of its own, a language and interrupts by message', () => {
    const { argv, language, interrupt_mode } = kernelspec('TypeScript');
    expect(argv).toContain('{connection_file}');
    expect(argv.filter((word) => word.includes('{resource_dir}'))).toEqual([]);
    expect({ language, interrupt_mode }).toEqual({ language: 'typescript', interrupt_mode: 'message' });
  });

  test('kernel_info is answered on the shell and the control channel at the same time', async () => {
    const replies = await Promise.all([
      kernel.client.request('kernel_info_request', {}, 'control'),
      kernel.client.request('kernel_info_request', {}),
    ]);
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    const [{ language_info, supported_features, status, protocol_version }] = replies;
    expect(status).toBe('ok');
    expect(protocol_version).toMatch(/^5\.\d$/);
    // The name is taken as the identifier of a language of VS Code's, and it is that of the kernelspec.
    expect(language_info.name).toBe(kernelspec('').language);
    expect(language_info.file_extension).toBe('.ts');
    expect(supported_features).not.toContain('debugger');
  });

  test('after a cell that fails, the cells that were sent with it run, as stop_on_error is false', async () => {
    const { client } = kernel;
    const [failed, next] = await Promise.all([
      client.execute("throw new Error('first')", ofACell),
      client.execute("'second'", ofACell),
    ]);
    expect([failed.status, next.status, next.result]).toEqual(['error', 'ok', "'second'"]);
  });

  test('the traceback joined by line feeds is one readable text', async () => {
    const { outputs } = await kernel.client.execute(
      "function deep() { throw new Error('far') }\ndeep()",
      ofACell,
    );
    const { ename, evalue, traceback } = outputs.find(({ type }) => type === 'error')?.content ?? {};
    expect([ename, evalue]).toEqual(['Error', 'far']);
    expect(traceback.join('\n')).toMatch(/^Error: far\n {4}at deep \(In\[\d+\]:1:25\)/);
  });

  test('cells with line ends of Windows keep their lines and columns', async () => {
    const code = 'const a = 1;\r\nconst text = `x\r\ny`;\r\nconst wrong: string = a;\r\n';
    const { error } = await kernel.client.execute(code, ofACell);
    expect(error).toMatch(/^In\[\d+\]:4:7 - error TS2322/);
    expect(error).not.toContain('\r');
    // As in any program, a template literal has line feeds only.
    const { result } = await kernel.client.execute('`x\r\ny`.length;\r\n', ofACell);
    expect(result).toBe('3');
    const thrown = await kernel.client.execute("const b = 1;\r\n\r\nthrow new Error('late');\r\n", ofACell);
    expect(thrown.error).toMatch(/at In\[\d+\]:3:7|In\[\d+\]:3:7/);
    expect(thrown.error).not.toContain('\r');
    const text = 'const long = "x";\r\nlong.toUpp';
    expect((await complete(text)).matches).toEqual(['toUpperCase']);
  });

  test('every completion has the text to insert, its range and a kind', async () => {
    await kernel.client.execute('const pace = 1; class Pacer { go() {} }; function paces() {}', ofACell);
    for (const code of ['pac', 'new Pacer().', "'x'.", 'imp', 'await import("node:f']) {
      const { matches, cursor_start, cursor_end, metadata } = await complete(code);
      const items = metadata._jupyter_types_experimental;
      expect(matches.length).toBeGreaterThan(0);
      expect(items.map(({ text }) => text)).toEqual(matches);
      for (const { start, end, type } of items) {
        expect([start, end]).toEqual([cursor_start, cursor_end]);
        expect(typeof type).toBe('string');
      }
      expect(cursor_end).toBe(code.length);
    }
    for (const name of ['Pacer', 'paces']) {
      const [found] = (await complete(name)).metadata._jupyter_types_experimental;
      expect([found.text, icons.has(found.type ?? '')]).toEqual([name, true]);
    }
  });

  test('documentation of a completion is asked by the line up to it, and comes as plain text', async () => {
    await kernel.client.execute(
      '/** Walks downhill. */\nfunction walk(rate: number) { return rate }',
      ofACell,
    );
    const { status, found, data } = await kernel.client.request('inspect_request', {
      code: 'const x = walk',
      cursor_pos: 14,
      detail_level: 0,
    });
    expect([status, found]).toEqual(['ok', true]);
    expect(data['text/plain']).toContain('Walks downhill.');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours would be shown as they are
    expect(data['text/plain']).not.toMatch(/\x1b/);
    const nothing = await kernel.client.request('inspect_request', {
      code: 'const x = ;',
      cursor_pos: 10,
      detail_level: 0,
    });
    expect([nothing.status, nothing.found]).toEqual(['ok', false]);
  });

  test('a widget is a comm of the target jupyter.widget and a view of version 2', async () => {
    const { outputs } = await kernel.client.execute(
      "import { IntSlider } from 'optlab-kernel/widgets'\nnew IntSlider({ min: 0, max: 9 })",
      ofACell,
    );
    const opened = outputs.filter(({ type }) => type === 'comm_open');
    expect(new Set(opened.map(({ content }) => content.target_name))).toEqual(new Set(['jupyter.widget']));
    const { data } = outputs.find(({ type }) => type === 'execute_result')?.content ?? {};
    const view = data['application/vnd.jupyter.widget-view+json'];
    expect(view).toMatchObject({ version_major: 2, version_minor: 0 });
    const { comms } = await kernel.client.request('comm_info_request', { target_name: 'jupyter.widget' });
    expect(Object.keys(comms)).toContain(view.model_id);
  });

  test('a figure is sent as application/vnd.plotly.v1+json, which comes before every other kind', async () => {
    const { outputs } = await kernel.client.execute('display.plotly({ data: [{ y: [1, 2] }] })', ofACell);
    const { data } = outputs.find(({ type }) => type === 'display_data')?.content ?? {};
    expect(data['application/vnd.plotly.v1+json'].data).toEqual([{ y: [1, 2] }]);
    expect(Object.keys(data).filter((mime) => mime.startsWith('application/vnd.'))).toHaveLength(1);
  });

  test('an interrupt_request on the control channel ends a busy cell and is answered', async () => {
    const { client } = kernel;
    const busy = client.execute('while (true) {}', ofACell);
    await new Promise((done) => setTimeout(done, 300));
    expect(await client.interrupt()).toMatchObject({ status: 'ok' });
    expect((await busy).error).toContain('KeyboardInterrupt');
    expect((await client.execute('pace', ofACell)).result).toBe('1');
  });
});

test('a kernel that VS Code stops or restarts, by SIGTERM, ends also when it is busy', async () => {
  ensureBuilt();
  const client = await Client.start();
  try {
    client.execute('while (true) {}', ofACell).catch(() => {});
    await new Promise((done) => setTimeout(done, 300));
    const ended = once(client.process as NonNullable<typeof client.process>, 'exit');
    client.process?.kill();
    await ended;
  } finally {
    await client.stop();
  }
}, 30_000);
