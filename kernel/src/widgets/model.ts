import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { Comm, CommMessage } from '../comm';
import { host } from '../shared/host';
import { type Definition, fromPlainState, plainState, type State, same, settled } from './traits';

/** What an observer is told. */
export interface Change<T extends object, K extends keyof T = keyof T> {
  name: K;
  old: T[K];
  new: T[K];
  owner: Model<T>;
}

type Observer = (change: Change<object, never>) => unknown;

/** Version of the messages between kernel and widgets: docs "jupyter.widget", 2.1.0. */
const protocolVersion = '2.1.0';

/** Every model that is not closed: a front end that is loaded anew asks for them. */
export const models = new Map<string, Model<object>>();

/** A set of values that the notebook's cells and its front end share. */
export class Model<T extends object> {
  readonly modelId = randomUUID().replaceAll('-', '');
  readonly #definition: Definition<T>;
  readonly #observers = new Map<keyof T, Set<Observer>>();
  #values: T;
  #comm: Comm | undefined;

  protected constructor(definition: Definition<T>, given: Partial<T>) {
    this.#definition = definition;
    const said = spoken(given);
    this.#values = settled(definition, { ...definition.defaults, ...said }, namesOf(said));
    for (const name of Object.keys(definition.defaults) as (keyof T)[]) {
      Object.defineProperty(this, name, {
        enumerable: true,
        configurable: true,
        get: () => this.#values[name],
        set: (value: T[keyof T]) => {
          this.set({ [name]: value } as Partial<T>);
        },
      });
    }
  }

  /** Gives several values at once, so that those which depend on each other are checked together. */
  set(changes: Partial<T>): this {
    const said = spoken(changes);
    const after = settled(this.#definition, { ...this.#values, ...said }, namesOf(said));
    const failures: unknown[] = [];
    this.#change(after, {}, (error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return this;
  }

  /** The values as they are now. */
  get values(): Readonly<T> {
    return this.#values;
  }

  /**
   * Calls `handler` after each change, whoever made it.
   *
   * @param handler is told the name, the old value and the new one
   * @param name of the value to watch; default `value`
   * @returns what stops it
   */
  observe<K extends keyof T = 'value' & keyof T>(
    handler: (change: Change<T, K>) => unknown,
    name = 'value' as K,
  ): () => void {
    const { kind, defaults } = this.#definition;
    if (typeof handler !== 'function')
      throw new TypeError(`${kind}.observe: the handler must be a function.`);
    if (!(name in defaults)) {
      const names = Object.keys(defaults).join(', ');
      throw new TypeError(`${kind} has no '${String(name)}' to observe. It has ${names}.`);
    }
    const observers = this.#observers.get(name) ?? new Set();
    this.#observers.set(name, observers);
    // A wrapper of its own: the same handler may be added twice and removed once.
    const observer: Observer = (change) => handler(change as never);
    observers.add(observer);
    return () => {
      observers.delete(observer);
    };
  }

  /** Removes the model from the front end; its views disappear. */
  close(): void {
    models.delete(this.modelId);
    this.#comm?.close();
  }

  /** The whole state in the form of the protocol. */
  state(): State {
    return this.#stateOf(this.#values);
  }

  /** Makes the model known to the front end. Called once, when the model is complete. */
  protected open(): void {
    const kernel = host();
    if (!kernel) return;
    models.set(this.modelId, this as unknown as Model<object>);
    const comm = kernel.openComm('jupyter.widget', {
      id: this.modelId,
      data: { state: this.state(), buffer_paths: [] },
      metadata: { version: protocolVersion },
    });
    comm.onMessage((message) => this.#receive(message));
    comm.onClose(() => models.delete(this.modelId));
    this.#comm = comm;
  }

  /** A message of the model's own kind, such as a click. */
  protected receiveCustom(_content: State): unknown {
    return undefined;
  }

  #stateOf(values: T): State {
    const { names, toState } = this.#definition;
    const own = toState?.(values) ?? plainState(values);
    return { ...names, _view_count: null, ...serialize(own) };
  }

  #send(method: 'update' | 'echo_update', state: State): void {
    if (this.#comm && !this.#comm.isClosed) this.#comm.send({ method, state, buffer_paths: [] });
  }

  #receive({ data }: CommMessage): unknown {
    switch (data.method) {
      case 'update':
        return isState(data.state) ? this.#update(data.state) : undefined;
      case 'request_state':
        return this.#send('update', this.state());
      case 'custom':
        return isState(data.content) ? this.receiveCustom(data.content) : undefined;
      default:
        return undefined;
    }
  }

  /** The front end has changed something: other front ends hear of it, then the observers. */
  #update(received: State): unknown {
    const known = this.state();
    const state = Object.fromEntries(Object.entries(received).filter(([key]) => key in known));
    if (Object.keys(state).length === 0) return undefined;
    this.#send('echo_update', state);
    const { fromState = fromPlainState } = this.#definition;
    let after: T;
    let understood: State;
    try {
      const changes = fromState(state, this.#values);
      const said = namesOf(changes);
      const values = { ...this.#values, ...changes };
      settled({ ...this.#definition, settle: undefined }, values, said);
      // A slider may round to just beyond its end: the value is made to fit.
      said.delete('value' as keyof T);
      after = this.#definition.settle?.(values, said) ?? values;
      // What differs by the rounding of numbers alone is not sent back: the handle may have moved on.
      understood = this.#stateOf(values);
    } catch {
      // Not a value that the widget can have: the front end is told the one it has.
      this.#send('update', known);
      return undefined;
    }
    const told = Object.fromEntries(Object.keys(state).map((key) => [key, understood[key]]));
    const results = this.#change(after, told, (error) => host()?.reportError(error));
    return results.length === 0 ? undefined : Promise.all(results);
  }

  /** Takes the new values over, tells the front end what it does not know, then the observers; returns their promises. */
  #change(after: T, known: State, failed: (error: unknown) => void): Promise<unknown>[] {
    const before = this.#values;
    this.#values = after;
    const old = this.#stateOf(before);
    const news = Object.entries(this.#stateOf(after)).filter(
      ([key, value]) => !same(value, key in known ? known[key] : old[key]),
    );
    if (news.length > 0) this.#send('update', Object.fromEntries(news));
    const promises: Promise<unknown>[] = [];
    for (const name of Object.keys(after) as (keyof T)[]) {
      if (same(before[name], after[name])) continue;
      const change = { name, old: before[name], new: after[name], owner: this };
      for (const observer of [...(this.#observers.get(name) ?? [])]) {
        try {
          const result = observer(change as never);
          if (result instanceof Promise) promises.push(result);
        } catch (error) {
          failed(error);
        }
      }
    }
    return promises;
  }

  /** What Node prints: the class with what is not as by default. */
  [inspect.custom](): string {
    const { kind, defaults } = this.#definition;
    const told = Object.entries(this.#values).filter(
      ([name, value]) => name === 'value' || !same(value, (defaults as State)[name]),
    );
    return `${kind} ${inspect(Object.fromEntries(told), { depth: 3 })}`;
  }
}

/** An option that is `undefined` was not given. */
function spoken<T extends object>(given: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function namesOf<T extends object>(values: Partial<T>): Set<keyof T> {
  return new Set(Object.keys(values) as (keyof T)[]);
}

/** Models stand in the state of others by their identity. */
function serialize(state: State): State {
  const form = (value: unknown): unknown => {
    if (value instanceof Model) return `IPY_MODEL_${value.modelId}`;
    return Array.isArray(value) ? value.map(form) : value;
  };
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, form(value)]));
}

function isState(value: unknown): value is State {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
