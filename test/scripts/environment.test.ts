import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';

class Special extends TypeError {}

test("a test's typed arrays are those of Node's own modules", () => {
  expect(deserialize(serialize(new Float32Array([1])))).toBeInstanceOf(Float32Array);
  expect(readFileSync(__filename).buffer).toBeInstanceOf(ArrayBuffer);
  expect(new WebAssembly.Memory({ initial: 1 }).buffer).toBeInstanceOf(ArrayBuffer);
});

test('errors of either realm are errors of their class, and of no other', () => {
  const failure = (run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };
  const ofNode = failure(() => readFileSync('/no such file'));
  expect(ofNode).toBeInstanceOf(Error);
  expect(ofNode).not.toBeInstanceOf(TypeError);
  expect(failure(() => new WebAssembly.Module(new Uint8Array(1)))).toBeInstanceOf(Error);
  const ofEngine = failure(() => (undefined as unknown as { x: number }).x);
  expect(ofEngine).toBeInstanceOf(TypeError);
  expect(ofEngine).not.toBeInstanceOf(Special);
  expect(new Special()).toBeInstanceOf(Special);
  expect(ofNode).not.toBeInstanceOf(Special);
  expect('text').not.toBeInstanceOf(Error);
});
