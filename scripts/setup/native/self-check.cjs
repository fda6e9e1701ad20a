// self-check.cjs MODULE: loads the native backend, computes with it, and prints what it is.
const util = require('node:util');

// The package calls a function that Node 23 has removed.
util.isNullOrUndefined ??= (value) => value === undefined || value === null;

const tf = require(process.argv[2]);
const square = tf.tensor2d([
  [1, 2],
  [3, 4],
]);
const product = Array.from(square.matMul(square).dataSync()).join();
const text = tf.tensor(['x', 'yz']).dataSync().join();
if (tf.getBackend() !== 'tensorflow' || product !== '7,10,15,22' || text !== 'x,yz') {
  throw new Error(`the backend ${tf.getBackend()} computed ${product} and ${text}`);
}
const { binding, isUsingGpuDevice } = tf.backend();
console.log(JSON.stringify({ tensorflow: binding.TF_Version, gpu: Boolean(isUsingGpuDevice) }));
