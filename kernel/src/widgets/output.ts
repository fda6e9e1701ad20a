import { clearTimeout, setTimeout } from 'node:timers';
import { host } from '../shared/host';
import type { Bundle } from '../shared/messages';
import { Outputs, type StoredOutput } from './outputs';
import { type Looks, names, Widget, type WidgetTraits, widgetDefaults } from './widget';

export interface OutputTraits extends WidgetTraits {
  /** What it shows, in the form in which notebooks store outputs. */
  outputs: readonly StoredOutput[];
  /** Front ends can route the output of one message here; the kernel does it by itself instead. */
  msgId: string;
}

/** An update of what is shown does not follow each line that is printed. */
const quietMilliseconds = 50;

export interface Output extends OutputTraits {}
/** An area that shows what functions print and display, instead of the cell. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Output extends Widget<OutputTraits> {
  readonly #sink = new Outputs(() => this.#changed());
  #calls = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Partial<OutputTraits> & Looks = {}) {
    super(
      {
        kind: 'Output',
        names: names('@jupyter-widgets/output', '1.0.0', 'Output', 'OutputView'),
        defaults: { ...widgetDefaults, outputs: [], msgId: '' },
      },
      options,
    );
  }

  /**
   * Calls a function; what it prints, displays and throws is shown here, also what comes later out of its timers and
   * after its awaits.
   *
   * @returns what the function returns; undefined if it throws
   */
  capture<R>(call: () => R): R | undefined {
    let returned: R | undefined;
    this.#run(() => {
      returned = call();
      return returned;
    }, false);
    return returned;
  }

  /** Adds a value, drawn as a cell's result is. */
  append(value: unknown): void {
    this.#run(() => value, true);
  }

  /**
   * Replaces what is shown by what a function prints, displays, returns or throws, without a moment in which nothing
   * is shown. `done` is called when it is over: at once, unless the function is asynchronous.
   */
  render(call: () => unknown, done: () => void): void {
    this.#sink.clear(true);
    this.#run(call, true, () => {
      this.#sink.endClear();
      done();
    });
  }

  /** Removes what is shown, with `wait` only when something new comes. */
  clear(wait = false): void {
    this.#sink.clear(wait);
  }

  override close(): void {
    clearTimeout(this.#timer);
    host()?.release(this.#sink);
    super.close();
  }

  #run(call: () => unknown, showsValue: boolean, done = () => {}): void {
    const kernel = host();
    if (!kernel) {
      call();
      done();
      return;
    }
    this.#calls++;
    const end = () => {
      done();
      if (--this.#calls === 0) this.#show();
    };
    kernel.capture(this.#sink, call, (outcome) => {
      if ('error' in outcome) this.#sink.error(kernel.describeError(outcome.error));
      if ('error' in outcome || !showsValue || outcome.value === undefined) return end();
      const bundle = kernel.bundleOf(outcome.value);
      const add = (data: Bundle) => {
        this.#sink.display({ data, metadata: {}, displayId: '' });
        end();
      };
      if (bundle instanceof Promise) bundle.then(add, end);
      else add(bundle);
    });
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => this.#show(), quietMilliseconds);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.set({ outputs: this.#sink.list });
  }
}
