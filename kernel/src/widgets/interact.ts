import { inspect } from 'node:util';
import { host } from '../shared/host';
import type { Bundle } from '../shared/messages';
import { type Abbreviation, type Valued, type ValueOf, widgetFor } from './abbreviation';
import { VBox } from './boxes';
import { invalid, shown } from './invalid';
import { Output } from './output';
import { displaySymbol, type Looks, viewType } from './widget';

/** The values that the function is called with. */
export type Values<S> = { -readonly [K in keyof S]: ValueOf<S[K]> };

/** The widgets, by the names of the parameters. */
export type Widgets<S> = {
  readonly [K in keyof S]: S[K] extends Valued ? S[K] : Valued & { value: ValueOf<S[K]> };
};

const textLimit = 10_000;

/** A function under sliders. */
export class Interaction<S extends Record<string, Abbreviation>> {
  readonly widgets: Widgets<S>;
  /** What the function shows. */
  readonly output = new Output();
  /** Everything, as it is displayed. */
  readonly box: VBox;
  readonly #fn: (values: Values<S>) => unknown;
  readonly #stops: (() => void)[];
  #isRendering = false;
  #isStale = false;
  #rendering: Promise<void> | undefined;
  #first: Bundle = {};

  constructor(fn: (values: Values<S>) => unknown, parameters: S) {
    this.#fn = fn;
    const looks = looksFor(Object.keys(parameters));
    const entries = Object.entries(parameters).map(([name, each]) => [name, widgetFor(name, each, looks)]);
    this.widgets = Object.fromEntries(entries) as Widgets<S>;
    const controls = Object.values(this.widgets) as Valued[];
    this.box = new VBox([...controls, this.output], { domClasses: ['widget-interact'] });
    this.#stops = controls.map((each) => each.observe(() => this.#changed()));
  }

  /** The current values. */
  get values(): Values<S> {
    const entries = Object.entries(this.widgets).map(([name, widget]) => [name, (widget as Valued).value]);
    return Object.fromEntries(entries) as Values<S>;
  }

  /** Calls the function again; the promise settles when what it shows is complete. */
  async update(): Promise<void> {
    await this.#render();
  }

  /** Takes the widgets away; the function is not called again. */
  close(): void {
    for (const stop of this.#stops) stop();
    for (const each of [this.box, this.output, ...(Object.values(this.widgets) as Valued[])]) each.close();
  }

  /** Calls the function for the first time and shows everything. */
  start(): void {
    const kernel = host();
    const rendering = this.#render();
    const keep = () => {
      this.#first = staticBundle(this.output);
    };
    if (!rendering) {
      keep();
      kernel?.show(this);
      return;
    }
    const update = kernel?.show(this);
    kernel?.holdCell(
      rendering.then(() => {
        keep();
        update?.();
      }),
    );
  }

  /**
   * The widgets; for readers without a kernel, such as GitHub's, what the function showed first.
   */
  [displaySymbol](): Bundle {
    const { [viewType]: view } = this.box[displaySymbol]() as Bundle;
    const { 'text/plain': text, ...rich } = this.#first;
    const plain = [inspect(this), text].filter((each) => each !== undefined && each !== '').join('\n');
    return { ...(view !== undefined && { [viewType]: view }), ...rich, 'text/plain': plain };
  }

  [inspect.custom](): string {
    const parameters = Object.entries(this.values).map(([name, value]) => `${name}: ${shown(value)}`);
    return `interact { ${parameters.join(', ')} }`;
  }

  /** What the function itself changes does not call it again. */
  #changed(): void {
    const kernel = host();
    if (this.#isRendering && !this.#rendering) return;
    if (kernel) kernel.whenQuiet(this.#render);
    else this.#render();
  }

  /**
   * Never two at a time and never more than one to come: of the changes that happen meanwhile, the last one counts.
   * Returns a promise if the function is asynchronous.
   */
  readonly #render = (): Promise<void> | undefined => {
    if (this.#isRendering) {
      this.#isStale = true;
      return this.#rendering;
    }
    this.#isRendering = true;
    let finish = () => {};
    this.output.render(
      () => this.#fn(this.values),
      () => {
        this.#isRendering = false;
        finish();
      },
    );
    if (!this.#isRendering) return undefined;
    this.#rendering = new Promise<void>((resolve) => {
      finish = resolve;
    }).then(() => {
      this.#rendering = undefined;
      if (!this.#isStale) return undefined;
      this.#isStale = false;
      return this.#render();
    });
    return this.#rendering;
  };
}

/**
 * Shows widgets for a function's parameters and below them what the function displays, prints, returns or throws,
 * anew whenever the reader changes one of them.
 *
 * ```ts
 * interact(({ eta }) => losses(eta), { eta: { min: 0, max: 1, step: 0.01, value: 0.1 } })
 * ```
 *
 * @param fn is called with the current values by name; may be asynchronous
 * @param parameters for each name a range, a list of options, an initial value or a widget
 * @returns the widgets and the values, to read or to change
 */
export function interact<const S extends Record<string, Abbreviation>>(
  fn: (values: Values<S>) => unknown,
  parameters: S,
): Interaction<S> {
  if (typeof fn !== 'function') throw invalid('interact: the first argument', fn, 'a function');
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters))
    throw invalid('interact: the second argument', parameters, 'an object such as { eta: [0, 1] }');
  const interaction = new Interaction(fn, parameters);
  interaction.start();
  return interaction;
}

/** Room for the longest name, so that no name is cut off and the sliders stand below each other. */
function looksFor(names: string[]): Looks {
  const longest = Math.max(0, ...names.map((name) => name.length));
  const style = { descriptionWidth: `${Math.max(6, longest + 1)}ch` };
  return { style, layout: { width: `calc(320px + ${Math.max(6, longest + 1)}ch)`, maxWidth: '100%' } };
}

/** What was shown, as representations that need no kernel. */
function staticBundle({ outputs }: Output): Bundle {
  const rich: Bundle = {};
  const texts: string[] = [];
  for (const output of outputs) {
    if (output.output_type === 'stream') texts.push(output.text);
    else if (output.output_type === 'error') texts.push(output.traceback.join('\n'));
    else {
      const { 'text/plain': text, [viewType]: _, ...others } = output.data;
      if (typeof text === 'string') texts.push(text);
      Object.assign(rich, others);
    }
  }
  const text = texts.join('\n').slice(0, textLimit);
  return { ...rich, 'text/plain': text };
}
