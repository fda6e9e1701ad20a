import { Control } from '../shared/control';
import { KeyboardInterrupt } from './errors';
import { native } from './native';

/**
 * Keeps TensorFlow.js usable after an interrupt. A training that is cut off would leave its model "training" for
 * ever and the engine inside open scopes; instead it is asked to stop after the batch in hand, so that it tidies
 * up by itself, and only what does not stop in time is put right from outside.
 */

interface Model {
  isTraining: boolean;
  stopTraining_: boolean;
}
type Train = (this: Model, ...parameters: unknown[]) => Promise<unknown>;
type LayersModel = { prototype: Model & Record<'fit' | 'fitDataset', Train> };

interface Engine {
  endScope(): void;
  state: { scopeStack: unknown[]; gradientDepth: number; kernelDepth: number; activeTape: unknown };
}

const root = globalThis as { _tfengine?: Partial<Engine> };
const engine = () => root._tfengine;
const methods = ['fit', 'fitDataset'] as const;

/** Trainings that have not ended, with what gives their model back its plain state. */
const active = new native.Map<Model, { stopped: boolean; release(): void }>();
const watched = new native.WeakSet<object>();
let modules = 0;

export const hasTraining = (): boolean => active.size > 0;

/** Finds the models' class once TensorFlow.js has been loaded, by whatever way. */
export function watchTraining(control: Int32Array): void {
  if (!engine()) return;
  const files = Object.keys(require.cache);
  if (files.length === modules) return;
  modules = files.length;
  for (const file of files) {
    if (!file.includes('tfjs-layers')) continue;
    const { LayersModel } = (require.cache[file]?.exports ?? {}) as { LayersModel?: LayersModel };
    if (LayersModel && !watched.has(LayersModel)) watch(LayersModel, control);
  }
}

function watch(LayersModel: LayersModel, control: Int32Array): void {
  watched.add(LayersModel);
  for (const method of methods) {
    const train = LayersModel.prototype[method];
    if (typeof train !== 'function') continue;
    LayersModel.prototype[method] = function (...parameters) {
      if (this.isTraining) return train.apply(this, parameters);
      const training = begin(this, control);
      return new native.Promise((resolve, reject) => {
        const settled = (settle: () => void) => () => {
          training.release();
          if (training.stopped) reject(new KeyboardInterrupt());
          else settle();
        };
        native.settle(
          train.apply(this, parameters),
          (value) => settled(() => resolve(value))(),
          (error) => settled(() => reject(error))(),
        );
      });
    };
  }
}

/** While a model trains, its own flag for stopping is also raised by an interrupt that waits to be handled. */
function begin(model: Model, control: Int32Array) {
  let own = model.stopTraining_;
  const training = {
    stopped: false,
    release() {
      Object.defineProperty(model, 'stopTraining_', { value: own, writable: true });
      if (active.delete(model)) native.atomics.sub(control, Control.trainings, 1);
    },
  };
  Object.defineProperty(model, 'stopTraining_', {
    configurable: true,
    enumerable: true,
    get() {
      const asked = native.atomics.load(control, Control.interruptAsked);
      training.stopped ||= asked > native.atomics.load(control, Control.interruptHandled);
      return training.stopped || own;
    },
    set(stop: boolean) {
      own = stop;
    },
  });
  active.set(model, training);
  native.atomics.add(control, Control.trainings, 1);
  return training;
}

/** Lets every training end after its batch; those that have not done so after a while were torn, and are put right. */
export function stopTrainings(milliseconds: number): void {
  for (const [model, training] of active) {
    training.stopped = true;
    native.setTimeout(() => {
      if (active.get(model) !== training) return;
      training.release();
      model.isTraining = false;
    }, milliseconds);
  }
}

/** The scopes that are open now: at the start of a cell, those that the user has opened by hand. */
export function openScopes(): number {
  return engine()?.state?.scopeStack?.length ?? 0;
}

/** Closes the scopes that a termination has left open, and disposes of the tensors in them. */
export function closeScopes(depth: number): void {
  const { state, endScope } = engine() ?? {};
  if (!state?.scopeStack || typeof endScope !== 'function' || state.scopeStack.length <= depth) return;
  while (state.scopeStack.length > depth) endScope.call(engine());
  Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null });
}
