const { TestEnvironment } = require('jest-environment-node');

// jest runs each test file in a realm (vm context) of its own, with its own Float32Array and Error, while
// native addons (TensorFlow, onnxruntime), Node's modules and messages of workers use those of the main
// realm. So `tensor.dataSync() instanceof Float32Array` and `error instanceof Error` would be false in a test
// where they are true for a user.

/** Taken over from the main realm. WebAssembly is among them for the sake of its Memory's ArrayBuffer. */
const BINARY_TYPES = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Atomics',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'WebAssembly',
];

/** Recognized from both realms; taking them over would lose the ones that the engine throws in the test's. */
const ERROR_TYPES = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
];

const hasInstance = Function.prototype[Symbol.hasInstance];

module.exports = class MainRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of BINARY_TYPES) {
      Object.defineProperty(this.global, name, {
        value: globalThis[name],
        writable: true,
        configurable: true,
      });
    }
    for (const name of ERROR_TYPES) {
      const inner = this.global[name];
      const outer = globalThis[name];
      Object.defineProperty(inner, Symbol.hasInstance, {
        // Subclasses inherit this function; the other realm counts for the built-in class alone.
        value(error) {
          return hasInstance.call(this, error) || (this === inner && hasInstance.call(outer, error));
        },
        configurable: true,
      });
    }
  }
};
