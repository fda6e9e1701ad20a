import * as tf from '@tensorflow/tfjs';
import katex from 'katex';
import {
  accumulate,
  adam,
  applyEvery,
  chain,
  clipByGlobalNorm,
  clipByValue,
  cosine,
  decoupledDecay,
  displaySymbol,
  emaOfWeights,
  gradientNoise,
  l2,
  type RuleOptimizer,
} from 'optlab';
import { leave, use } from './support';

beforeEach(() => use('cpu', true));
afterEach(leave);

const accumulated = () =>
  accumulate(
    2,
    chain(
      clipByValue(0.5, { mask: /dense_Dense|kernel/ }),
      l2(0.1),
      adam({ lr: cosine(0.1, 50) }),
      emaOfWeights(0.5),
    ),
  );

test('a model that was saved with a chain goes on exactly where it was', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [1] })] });
  model.compile({ optimizer: accumulated(), loss: 'meanSquaredError' });
  const x = tf.tensor2d([[1], [2], [-1], [3]]);
  const y = tf.tensor2d([
    [2, 0],
    [1, 1],
    [0, 3],
    [5, -1],
  ]);
  const train = (trained: tf.LayersModel) =>
    trained.fit(x, y, { epochs: 5, batchSize: 4, shuffle: false, verbose: 0 });
  await train(model);
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
    { includeOptimizer: true },
  );
  const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
  expect((copy.optimizer as RuleOptimizer).formula.lines).toEqual(accumulated().formula.lines);
  await train(model);
  await train(copy);
  const ends = [model, copy].map((each) => each.getWeights().map((weight) => [...weight.dataSync()]));
  expect(ends[1]).toEqual(ends[0]);
});

test.each([
  [
    'a long chain',
    () =>
      chain(
        clipByGlobalNorm(1),
        gradientNoise(1),
        decoupledDecay(0.1),
        adam(),
        emaOfWeights(0.9, { debias: true }),
        applyEvery(3),
      ),
    '\\sqrt{\\frac{s}{t^\\gamma}} \\xi_t',
  ],
  ['an accumulated chain', accumulated, '\\theta_{\\mathrm{new},t} &= \\theta_{t-1} - '],
])('the mathematics of %s can be set', (_, make, part) => {
  const latex = make()[displaySymbol]()['text/latex'] as string;
  expect(latex).toContain(part);
  const options = { displayMode: true, strict: 'error', throwOnError: true } as const;
  expect(katex.renderToString(latex.replace(/\$\$/g, ''), options)).toContain('katex');
});
