import { formula, InvalidInput, toLoop, toTensors, toWasm, webAssembly } from 'optlab';

const symbols = {
  lr: { kind: 'scalar', is: 'the learning rate' },
  g: { kind: 'input', is: 'the gradient' },
  p: { kind: 'updated', is: 'the parameters' },
} as const;
const lines = ['p = p - lr*g'];
const descent = formula({ name: 'Descent', symbols, lines });
const memory = new (webAssembly as NonNullable<typeof webAssembly>).Memory({ initial: 1 });
const arrays = { g: Float64Array.of(1), p: Float64Array.of(1) };
const none = null as never;

const define = (definition: unknown) => () => formula(definition as never);

test.each<[string, () => unknown, string]>([
  ['a definition null', define(null), 'formula: definition must be an object with name, symbols and lines'],
  ['a definition undefined', define(undefined), 'but was undefined.'],
  ['an empty definition', define({}), 'formula: name must be a text that names the formula'],
  ['no symbols', define({ name: 'f', lines }), 'f: symbols must be an object of { kind, is } by symbol'],
  ['a symbol null', define({ name: 'f', symbols: { ...symbols, lr: null }, lines }), 'f: symbol lr must be'],
  [
    'an unknown kind',
    define({ name: 'f', symbols: { ...symbols, lr: { kind: 'number', is: 'a rate' } }, lines }),
    'f: symbol lr must be an object with kind, one of scalar, scalarState, input, updated, and is',
  ],
  ['no lines', define({ name: 'f', symbols }), 'f: lines must be an array of assignments'],
  ['lines as one text', define({ name: 'f', symbols, lines: lines[0] }), 'f: lines must be an array'],
  ['toLoop of null', () => toLoop(none, 'float64'), 'toLoop: formula must be what formula('],
  ['toLoop of lines', () => toLoop(lines as never, 'float64'), 'toLoop: formula must be what formula('],
  [
    'toLoop in float16',
    () => toLoop(descent, 'float16' as never),
    "toLoop: precision must be 'float32' or 'float64', but was \"float16\".",
  ],
  ['toLoop without precision', () => toLoop(descent, none), 'toLoop: precision must be'],
  ['arrays null', () => toLoop(descent, 'float64')(none, { lr: 1 }), 'Descent: arrays must be an object'],
  ['scalars null', () => toLoop(descent, 'float64')(arrays, none), 'scalars must be an object of numbers'],
  ['toWasm of null', () => toWasm(none, memory), 'toWasm: formula must be what formula('],
  [
    'a memory null',
    () => toWasm(descent, none),
    'toWasm: memory must be a WebAssembly.Memory, but was null.',
  ],
  ['a memory of bytes', () => toWasm(descent, new Uint8Array(8) as never), 'toWasm: memory must be a WebAss'],
  ['offsets null', () => toWasm(descent, memory)(1, none, { lr: 1 }), 'Descent: offsets must be an object'],
  ['toTensors of null', () => toTensors(none), 'toTensors: formula must be what formula('],
  [
    'tensors null',
    () => toTensors(descent)(none, { lr: 1 }),
    'Descent: tensors must be an object of tensors',
  ],
  ['a missing tensor', () => toTensors(descent)({}, { lr: 1 }), 'must be a tensor, but was undefined.'],
])('%s: refused with a sentence', (_, call, message) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(message);
});
