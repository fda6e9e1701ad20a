import { engine, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Formula, Scalars } from '../formula';
import { type Arena, createArena } from './arena';
import { sumsOver } from './joint';
import type { Variant } from './rule';
import type { SlotSource, Slots, Stepper, Update } from './stepper';

/** Where a variable lies in the arena's arrays, in elements. */
interface Span {
  /** The variable of that name that was updated last. */
  variable: Variable;
  readonly start: number;
  readonly length: number;
  /** The data that the arena's parameters equal; another identity means that someone else assigned the variable. */
  dataId?: object;
  /** The scalar state after the last step. */
  after: Scalars;
}

/** Neighbors that run as one. */
interface Run {
  readonly start: number;
  length: number;
  readonly scalars: Scalars;
  readonly spans: Span[];
}

/**
 * Steps over all variables at once in an arena of our own, for backends on the CPU: gradients are copied in, one fused
 * call updates parameters and state, and the parameters are copied out. The state never leaves the arena.
 */
export class ArenaStepper implements Stepper {
  readonly #formula: Formula;
  readonly #state: readonly string[];
  readonly #symbols: readonly string[];
  /** Whether neighbors may run as one: not where the formula sums over each variable. */
  readonly #joins: boolean;
  #spans: Span[] = [];
  readonly #byName = new Map<string, Span>();
  #arena: Arena;

  constructor({ formula, state, draws }: Variant) {
    this.#formula = formula;
    this.#state = Object.keys(state);
    this.#symbols = ['g', 'p', ...Object.keys(draws), ...this.#state];
    this.#joins = !sumsOver(formula, 'tensor');
    this.#arena = createArena(formula, this.#symbols, 0);
  }

  step(updates: readonly Update[], slotsOf: SlotSource): Scalars[] {
    this.#admit(updates, slotsOf);
    const { arrays } = this.#arena;
    const { g, p } = arrays;
    const scalarsOf = new Map<Span, Scalars>();
    const spans = updates.map(({ variable, gradient, scalars, drawn }) => {
      const span = this.#byName.get(variable.name) as Span;
      g.set(gradient.dataSync<'float32'>(), span.start);
      for (const symbol in drawn) arrays[symbol].set(drawn[symbol], span.start);
      if (span.variable !== variable || span.dataId !== variable.dataId) {
        p.set(variable.dataSync<'float32'>(), span.start);
      }
      scalarsOf.set(span, scalars);
      return span;
    });
    const runs = this.#runs(scalarsOf);
    const after = this.#arena.run(runs);
    runs.forEach(({ spans: own }, i) => {
      for (const span of own) span.after = after[i];
    });
    return updates.map(({ variable }, k) => {
      const span = spans[k];
      // A copy: backends read it later, and what others hold of the variable must not change with the arena.
      const values = p.slice(span.start, span.start + span.length) as Float32Array;
      const next = engine().makeTensor(values, variable.shape, 'float32');
      variable.assign(next as Variable);
      next.dispose();
      span.variable = variable;
      span.dataId = variable.dataId;
      return span.after;
    });
  }

  read(): Map<string, Slots> {
    return new Map(
      this.#spans.map(({ variable: { name }, start, length }) => [
        name,
        Object.fromEntries(
          this.#state.map((symbol) => [
            symbol,
            this.#arena.arrays[symbol].slice(start, start + length) as Float32Array,
          ]),
        ),
      ]),
    );
  }

  copies(): Map<string, Record<string, Tensor>> {
    const shapes = new Map(this.#spans.map(({ variable: { name, shape } }) => [name, shape]));
    return new Map(
      [...this.read()].map(([name, slots]) => [
        name,
        Object.fromEntries(
          Object.entries(slots).map(([symbol, values]) => [
            symbol,
            tensor(values, shapes.get(name), 'float32'),
          ]),
        ),
      ]),
    );
  }

  dispose(): void {
    this.#spans = [];
    this.#byName.clear();
    this.#arena = createArena(this.#formula, this.#symbols, 0);
  }

  /** Makes room for variables that are here for the first time. */
  #admit(updates: readonly Update[], slotsOf: SlotSource): void {
    const fresh = updates.filter(({ variable }) => !this.#byName.has(variable.name));
    if (fresh.length === 0) return;
    const slots = fresh.map(({ variable }) => slotsOf(variable));
    const used = this.#spans.reduce((total, { length }) => total + length, 0);
    const total = fresh.reduce((sum, { variable }) => sum + variable.size, used);
    const arena = createArena(this.#formula, this.#symbols, total);
    for (const symbol of ['p', ...this.#state]) {
      arena.arrays[symbol].set(this.#arena.arrays[symbol].subarray(0, used));
    }
    let start = used;
    for (const [i, { variable }] of fresh.entries()) {
      const span: Span = { variable, start, length: variable.size, after: {} };
      for (const symbol of this.#state) arena.arrays[symbol].set(slots[i][symbol], start);
      this.#spans.push(span);
      this.#byName.set(variable.name, span);
      start += variable.size;
    }
    this.#arena = arena;
  }

  /** Spans next to each other with the same scalars run as one. */
  #runs(scalarsOf: ReadonlyMap<Span, Scalars>): Run[] {
    const runs: Run[] = [];
    for (const span of this.#spans) {
      const scalars = scalarsOf.get(span);
      if (scalars === undefined) continue;
      const last = runs[runs.length - 1];
      const follows = last !== undefined && last.start + last.length === span.start;
      if (this.#joins && follows && areEqual(last.scalars, scalars)) {
        last.length += span.length;
        last.spans.push(span);
      } else runs.push({ start: span.start, length: span.length, scalars, spans: [span] });
    }
    return runs;
  }
}

/** Whether two sets of scalars, of the same names, have the same values. */
function areEqual(a: Scalars, b: Scalars): boolean {
  if (a === b) return true;
  for (const name in a) if (!Object.is(a[name], b[name])) return false;
  return true;
}
