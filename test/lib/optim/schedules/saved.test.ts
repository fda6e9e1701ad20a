import * as tf from '@tensorflow/tfjs';
import {
  adam,
  cosine,
  displaySymbol,
  type PlateauSchedule,
  type RuleOptimizer,
  reduceOnPlateau,
  schedule,
  sgdr,
  warmup,
} from 'optlab';

const wave = schedule({
  name: 'Wave 1_b',
  hyper: { top: 0.1, half_period: null },
  value: 'top * (1 + sin(pi*t/half_period))',
});

const schedules = {
  cosine: cosine(0.1, 40),
  joined: warmup(sgdr(0.1, 3, { mult: 2 }), 5),
  own: wave({ half_period: 7 }),
};

const rates = (optimizer: RuleOptimizer): number[] =>
  Array.from({ length: 50 }, (_, i) => optimizer.scalarsAt(i + 1).lr as number);

/** The optimizer of a model that went through a file. */
async function throughFile(optimizer: RuleOptimizer): Promise<RuleOptimizer> {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  let artifacts: tf.io.ModelArtifacts = {};
  const handler = tf.io.withSaveHandler(async (all) => {
    artifacts = all;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  const trainingConfig = JSON.parse(JSON.stringify(artifacts.trainingConfig));
  const loaded = await tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, trainingConfig }));
  const restored = loaded.optimizer as RuleOptimizer;
  model.dispose();
  loaded.dispose();
  return restored;
}

test.each(Object.entries(schedules))('an optimizer with a schedule, %s, is saved with it', async (_, lr) => {
  const optimizer = adam({ lr, b1: 0.8 });
  const restored = await throughFile(optimizer);
  expect(restored.scalarsAt(1).b1).toBe(0.8);
  expect(rates(restored)).toEqual(rates(optimizer));
});

test('a group with a schedule of its own is saved with it', () => {
  const optimizer = adam({ groups: [{ variables: /bias$/, lr: cosine(0.2, 10) }] });
  const config = JSON.parse(JSON.stringify(optimizer.getConfig()));
  const kind = optimizer.constructor as unknown as tf.serialization.SerializableConstructor<RuleOptimizer>;
  const restored = kind.fromConfig(kind, config);
  expect(restored.getConfig()).toEqual(optimizer.getConfig());
});

test('a plateau is saved where it stands', async () => {
  const lr = reduceOnPlateau(1, { patience: 0 });
  for (const metric of [3, 3, 2]) lr.observe(metric);
  const restored = await throughFile(adam({ lr }));
  const again = restored.settings.hyper.lr as PlateauSchedule;
  expect(restored.scalarsAt(1).lr).toBe(0.1);
  expect(again.observe(2)).toBe(lr.observe(2));
});

test('a function of code is still refused, with what to do', () => {
  expect(() => adam({ lr: (t) => 1 / t }).getConfig()).toThrow(
    'write it as schedule({ name, value }), or save the weights alone',
  );
});

test('an optimizer shows the formula of its schedule', () => {
  const bundle = adam({ lr: cosine(0.1, 40) })[displaySymbol]();
  expect(bundle['text/plain']).toContain('lr = 0 + (0.1 - 0) * (1 + cos(pi * (t - 1) / 40)) / 2');
  expect(bundle['text/latex']).toContain('\\cos');
});
