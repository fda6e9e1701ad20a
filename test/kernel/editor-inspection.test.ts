import { at } from './support/cursor';
import { runNotebook, useKernel } from './support/notebook';

const kernel = useKernel();
const inspect = (text: string, detail_level = 0) =>
  kernel.client.request('inspect_request', { ...at(text), detail_level });

beforeAll(
  () =>
    runNotebook(kernel.client, [
      [
        `/**
 * Adds {@link Math.abs numbers}, see {@link https://example.org/sum the page}.
 * @param first the one
 * @param second the other
 * @returns their sum
 * @example
 * addUp(1, 2)
 * @deprecated use plus
 */
function addUp(first: number, second: number): number { return first + second }
interface Options {
  /** How far. */
  radius: number;
}
function draw(options: Options) { return options.radius }
/** A vehicle. */
class Vehicle { constructor(/** how many */ public wheels = 4) {} }
/** First form. */
function turn(text: string): string;
/** Second form. */
function turn(count: number, times: number): number;
function turn(value: any): any { return value }
/** Light, in m/s. */
const lightSpeed = 299792458;`,
      ],
    ]),
  60_000,
);

const markdown = async (text: string, detail = 0): Promise<string> => {
  const { found, data } = await inspect(text, detail);
  expect(found).toBe(true);
  expect(data['text/markdown']).not.toMatch(/ǃ|__notebook|\(alias\)/);
  return data['text/markdown'];
};

test('documentation is Markdown, links are resolved and deprecation comes first', async () => {
  expect(await markdown('addUp¦')).toBe(
    [
      '```typescript\nfunction addUp(first: number, second: number): number\n```',
      '**Deprecated.** use plus',
      'Adds `numbers`, see [the page](https://example.org/sum).',
      '*@param* `first` the one',
      '*@param* `second` the other',
      '*@returns* their sum',
      '*@example*',
      '```typescript\naddUp(1, 2)\n```',
    ].join('\n\n'),
  );
});

test('detail level 1 shows the source as well', async () => {
  expect(await markdown('addUp¦', 1)).toContain('{ return first + second }');
  expect(await markdown('lightSpeed¦', 1)).toContain('const lightSpeed = 299792458;');
  expect(await markdown('addUp¦')).not.toContain('return first');
});

test.each([
  ['addUp(¦', 'first: number', 'the one'],
  ['addUp(¦)', 'first: number', 'the one'],
  ['addUp(1, ¦)', 'second: number', 'the other'],
  ['addUp(1, 2¦)', 'second: number', 'the other'],
  ['addUp(1, "te¦xt")', 'second: number', 'the other'],
  ['new Vehicle(¦)', 'wheels?: number', 'how many'],
  // The signature says a long type already.
  ['[1].map(¦)', 'callbackfn', 'A function'],
  ['Math.max(1, 2, ¦)', '...values: number[]', 'Numeric expressions'],
])('%s shows the parameter at the cursor', async (text, parameter, documentation) => {
  expect(await markdown(text)).toContain(`**\`${parameter}\`**: ${documentation}`);
});

test('the only parameter of a function is not named again when nothing is said of it', async () => {
  expect(await markdown('function lonely(only: number) {}; lonely(¦)')).not.toContain('**');
  expect(await markdown('function known(/** How many. */ only: number) {}; known(¦)')).toContain(
    '**`only: number`**: How many.',
  );
});

test('a call of an overloaded function shows each form, and what is said of the one that fits', async () => {
  const text = await markdown('turn(1, ¦)');
  expect(text).toContain('turn(text: string): string\nturn(count: number, times: number): number');
  expect(text).toContain('Second form.');
});

test('a call of a variable tells of the variable before it tells of its type', async () => {
  const declared = `interface Maker {
  /** Makes anything. */
  (size: number): string
}
/** Makes boxes. */ declare const box: Maker;
declare const bag: Maker;
`;
  expect(await markdown(`${declared}box(¦)`)).toContain('Makes boxes.');
  expect(await markdown(`${declared}bag(¦)`)).toContain('Makes anything.');
  expect(await markdown("import { adam } from 'optlab'; adam(¦)")).toContain('Adam: steps along a moving');
});

test.each([
  ['draw({ rad¦ius: 1 })', 'How far.'],
  ['new Vehicle¦', 'A vehicle.'],
  ['lightSpeed¦', 'Light, in m/s.'],
  ['[1].map¦', 'Calls a defined callback function on each element of an array'],
  ['"abc".substr¦(1)', '**Deprecated.** A legacy feature'],
  ['import { readFileSync } from "node:fs"; readFileSync¦', '*@since* v0.1.8'],
  ['import { connect } from "node:http2"; connect¦', 'Returns a `ClientHttp2Session` instance.'],
  ['process.exitCode¦', 'process'],
  ['display¦', 'Shows a value below the cell'],
])('%s finds its documentation', async (text, documentation) => {
  expect(await markdown(text)).toContain(documentation);
});

test.each([
  'if¦ (true) {}',
  'retur¦n',
  '12¦',
  '"text¦"',
  '// addUp¦',
  'noSuchName¦',
  'addUp(1, 2)¦',
  '¦',
  'x +¦ 1',
  'nothing.at¦all',
])('%s finds nothing', async (text) => {
  expect(await inspect(text)).toMatchObject({ status: 'ok', found: false, data: {} });
});
