import fc from 'fast-check';
import { adamw, lion, sgd } from 'optlab';
import { optimizers } from './optimizers';
import { closeTo, history, pathOf, start } from './paths';

describe.each(optimizers)('%s', (name, make, hyper) => {
  const optimizer = () => make(Object.hasOwn(hyper, 'wd') ? { wd: 0.1 } : {});

  test('is odd: gradients and parameters of the other sign give the path of the other sign', () => {
    fc.assert(
      fc.property(history(3), (gradients) => {
        const mirrored = pathOf(
          optimizer(),
          start.map((x) => -x),
          gradients.map((g) => g.map((x) => -x)),
        );
        closeTo(
          mirrored,
          pathOf(optimizer(), start, gradients).map((point) => point.map((x) => -x)),
        );
      }),
      { numRuns: 20 },
    );
  });

  test('does not know the order of the coordinates', () => {
    const turned = <T>([a, b, c]: readonly T[]): T[] => [c, a, b];
    fc.assert(
      fc.property(history(3), (gradients) => {
        const path = pathOf(optimizer(), turned(start), gradients.map(turned));
        closeTo(path, pathOf(optimizer(), start, gradients).map(turned), 1e-10);
      }),
      { numRuns: 20 },
    );
  });

  const isElementwise = name !== 'LAMB';
  test(`${isElementwise ? 'moves each coordinate by itself' : 'scales each coordinate by all of them'}`, () => {
    const gradients = [
      [1, -2, 0.5],
      [0.5, 1, 2],
      [-1, 0.25, 1],
    ];
    const together = pathOf(optimizer(), start, gradients).map((point) => point[1]);
    const alone = pathOf(
      optimizer(),
      [start[1]],
      gradients.map((g) => [g[1]]),
    ).map(([x]) => x);
    if (isElementwise) expect(together).toEqual(alone);
    else expect(together).not.toEqual(alone);
  });

  test('is finite with averages that remember nothing', () => {
    const decays = ['b', 'b1', 'b2', 'alpha', 'rho'].filter((key) => Object.hasOwn(hyper, key));
    const forgetful = make(Object.fromEntries(decays.map((key) => [key, 0])));
    const path = pathOf(forgetful, start, [start, start, [1, 1, 1], start]);
    expect(path.flat().every(Number.isFinite)).toBe(true);
    expect(path[4]).not.toEqual(path[3]);
  });

  test('hides no NaN', () => {
    const path = pathOf(optimizer(), start, [
      [1, 1, 1],
      [Number.NaN, 1, 1],
    ]);
    expect(path[2][0]).toBeNaN();
  });

  test('rests where there is no gradient and no decay', () => {
    const still = make(
      Object.hasOwn(hyper, 'lambda') ? { lambda: 0 } : Object.hasOwn(hyper, 'wd') ? { wd: 0 } : {},
    );
    const zeros = Array<number[]>(5).fill([0, 0, 0]);
    expect(pathOf(still, start, zeros)).toEqual(Array(6).fill(start));
  });
});

test.each([
  ['SGD', () => sgd({ lr: 0.1, wd: 0.5 })],
  ['AdamW', () => adamw({ lr: 0.1, wd: 0.5 })],
  ['Lion', () => lion({ lr: 0.1, wd: 0.5 })],
])('without gradient the decay of %s takes the parameters towards 0', (_, make) => {
  const path = pathOf(make(), [2, -3], Array<number[]>(10).fill([0, 0]));
  const factor = 1 - 0.1 * 0.5;
  closeTo(
    path,
    path.map((_, t) => [2 * factor ** t, -3 * factor ** t]),
    1e-12,
  );
});
