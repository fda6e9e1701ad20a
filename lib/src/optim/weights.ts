import { scalar, type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import { type Counts, SavedState, type VariableState } from './saved-state';
import { readCount, splitWeights } from './saved-weights';
import type { NamedTensor } from './stepper';
import type { Variant } from './variant';

/** Whether the step depends on its number: it is in the formula, or the seed of random numbers. */
const countsSteps = ({ formula, draws }: Variant): boolean =>
  formula.scalarsRead.includes('t') || Object.keys(draws).length > 0;

/** The tensors of one variable's state: `name/symbol` for each symbol, and `name/t` where the step depends on it. */
export function variableWeights(
  variant: Variant,
  name: string,
  { t, scalars }: Counts,
  slots: Readonly<Record<string, Tensor>>,
): NamedTensor[] {
  const named = (symbol: string, held: Tensor): NamedTensor => ({ name: `${name}/${symbol}`, tensor: held });
  return [
    ...Object.entries(slots).map(([symbol, held]) => named(symbol, held)),
    ...Object.entries(scalars).map(([symbol, value]) => named(symbol, bitsOf(value))),
    ...(countsSteps(variant) ? [named('t', scalar(t, 'int32'))] : []),
  ];
}

/** The same for a state that waits for its variable. */
export function waitingWeights(variant: Variant, name: string, state: VariableState): NamedTensor[] {
  const held = Object.entries(state.slots).map(
    ([symbol, values]) => [symbol, tensor(values.slice(), [...state.shape], 'float32')] as const,
  );
  return variableWeights(variant, name, state, Object.fromEntries(held));
}

/** Reads the tensors that an optimizer saved. */
export async function readWeights(
  weights: readonly NamedTensor[],
  rule: string,
  variant: Variant,
): Promise<SavedState> {
  const { scalars } = variant;
  const symbols = [...Object.keys(variant.state), ...Object.keys(scalars)];
  const known = countsSteps(variant) ? [...symbols, 't'] : symbols;
  const { iterations, entries } = await splitWeights(rule, weights, known);
  const saved = new SavedState(new Map(), iterations);
  for (const { full, variable, symbol, tensor: held } of entries) {
    const own = saved.variables.get(variable) ?? { slots: {}, shape: [], t: iterations, scalars: {} };
    saved.variables.set(variable, own);
    const subject = `${rule}: weight ${full}`;
    if (symbol === 't') own.t = await readCount(`${rule}: ${full}`, held);
    else if (Object.hasOwn(scalars, symbol)) {
      own.scalars = { ...own.scalars, [symbol]: await numberOf(subject, held) };
    } else await readSlot(subject, own, symbol, held);
  }
  for (const [name, { slots, scalars: own }] of saved.variables) {
    const missing = symbols.find((symbol) => !(symbol in slots || symbol in own));
    if (missing === undefined) continue;
    throw new InvalidInput({
      subject: `${rule}: the weights of ${name}`,
      given: described(`without ${missing}`),
      allowed: `complete: ${symbols.join(', ')}`,
    });
  }
  return saved;
}

async function readSlot(subject: string, own: VariableState, symbol: string, held: Tensor): Promise<void> {
  if (Object.keys(own.slots).length > 0 && own.shape.join() !== held.shape.join()) {
    throw new InvalidInput({
      subject,
      given: described(`of shape [${held.shape.join(', ')}]`),
      allowed: `of the shape of the variable's other state, [${own.shape.join(', ')}]`,
    });
  }
  own.slots = { ...own.slots, [symbol]: Float32Array.from(await held.data()) };
  own.shape = held.shape;
}

/** The 64 bits of a number, the upper half first: tensors hold no float64. */
function bitsOf(value: number): Tensor {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return tensor1d([view.getInt32(0), view.getInt32(4)], 'int32');
}

/** The number that {@link bitsOf} was given. */
async function numberOf(subject: string, held: Tensor): Promise<number> {
  if (held.dtype !== 'int32' || held.size !== 2) {
    const given = described(`of type ${held.dtype} and shape [${held.shape.join(', ')}]`);
    const allowed = 'the two halves of a float64 number, as int32 of shape [2]';
    throw new InvalidInput({ subject, given, allowed });
  }
  const view = new DataView(new ArrayBuffer(8));
  (await held.data()).forEach((half, i) => {
    view.setInt32(4 * i, half);
  });
  return view.getFloat64(0);
}
