import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

// Before the library looks for it.
Object.defineProperty(globalThis, 'WebAssembly', { value: undefined, configurable: true });

test('where there is no WebAssembly, the fused step is a loop', async () => {
  const { adam, formula, toWasm, wasmIsAvailable } = await import('optlab');
  expect(wasmIsAvailable()).toBe(false);
  await tf.setBackend('cpu');
  const variables = [tf.variable(tf.tensor1d([1, 2, 3])), tf.variable(tf.scalar(4))];
  const optimizer = adam({ lr: 0.5 });
  for (let step = 0; step < 2; step++) {
    optimizer.applyGradients(variables.map(({ name, shape }) => ({ name, tensor: tf.ones(shape) })));
  }
  // With a constant gradient each step of Adam is lr.
  const moved = variables.flatMap((variable) => [...variable.dataSync()]);
  [0, 1, 2, 3].forEach((expected, i) => {
    expect(moved[i]).toBeCloseTo(expected, 5);
  });
  const descent = formula({
    name: 'descent',
    symbols: { g: { kind: 'input', is: 'the gradient' }, p: { kind: 'updated', is: 'the parameters' } },
    lines: ['p = p - g'],
  });
  expect(() => toWasm(descent, { buffer: new ArrayBuffer(8), grow: () => 0 })).toThrow('Use toLoop instead.');
});
