import { type Control, controlDefaults, type Described, describedDefaults } from './described';
import { invalid } from './invalid';
import { controlNames, defineWidget, type Looks, Widget } from './widget';

/** Keeps an empty line as high as one with text. */
const blank = '\u200b';

export interface NumberTextTraits extends Control {
  value: number;
  /** What the arrow keys add. */
  step: number | null;
  /** Tell every value while it is typed, not only when Enter or Tab is pressed. */
  continuousUpdate: boolean;
}

export interface IntText extends Widget<NumberTextTraits>, NumberTextTraits {}
/** A field for a whole number. */
export const IntText: new (options?: Partial<NumberTextTraits> & Looks) => IntText =
  defineWidget<NumberTextTraits>({
    kind: 'IntText',
    names: controlNames('IntText'),
    style: 'Description',
    defaults: { ...controlDefaults, value: 0, step: 1, continuousUpdate: false },
    settle(values) {
      for (const name of ['value', 'step'] as const) {
        if (!Number.isInteger(values[name]))
          throw invalid(`IntText: ${name}`, values[name], 'a whole number');
      }
      return checkedStep('IntText', values);
    },
  });

export interface FloatText extends Widget<NumberTextTraits>, NumberTextTraits {}
/** A field for a number. */
export const FloatText: new (options?: Partial<NumberTextTraits> & Looks) => FloatText =
  defineWidget<NumberTextTraits>({
    kind: 'FloatText',
    names: controlNames('FloatText'),
    style: 'Description',
    defaults: { ...controlDefaults, value: 0, step: null, continuousUpdate: false },
    settle: (values) => checkedStep('FloatText', values),
  });

function checkedStep(kind: string, values: NumberTextTraits): NumberTextTraits {
  const { step } = values;
  if (step !== null && !(Number.isFinite(step) && step > 0))
    throw invalid(`${kind}: step`, step, 'a number above 0');
  return values;
}

export interface TextTraits extends Control {
  value: string;
  /** Shown while the field is empty. */
  placeholder: string;
  /** Tell every character, not only when Enter or Tab is pressed. */
  continuousUpdate: boolean;
}

export interface Text extends TextTraits {}
/** A field for a line of text. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Text extends Widget<TextTraits> {
  readonly #submitted = new Set<(text: Text) => unknown>();

  constructor(options: Partial<TextTraits> & Looks = {}) {
    super(
      {
        kind: 'Text',
        names: controlNames('Text'),
        style: 'Text',
        defaults: { ...controlDefaults, value: '', placeholder: blank, continuousUpdate: true },
      },
      options,
    );
  }

  /** Calls `handler` when the reader presses Enter; returns what stops that. */
  onSubmit(handler: (text: Text) => unknown): () => void {
    if (typeof handler !== 'function') throw new TypeError('Text.onSubmit: the handler must be a function.');
    this.#submitted.add(handler);
    return () => {
      this.#submitted.delete(handler);
    };
  }

  protected override receiveCustom({ event }: Record<string, unknown>): unknown {
    if (event !== 'submit') return undefined;
    return Promise.all([...this.#submitted].map((handler) => handler(this)));
  }
}

export interface MarkupTraits extends Described {
  value: string;
  placeholder: string;
}

type MarkupOptions = Partial<MarkupTraits> & Looks;

export interface Label extends Widget<MarkupTraits>, MarkupTraits {}
/** A line of text. */
export const Label: new (options?: string | MarkupOptions) => Label = markup('Label');

export interface HTML extends Widget<MarkupTraits>, MarkupTraits {}
/** A piece of HTML. */
export const HTML: new (options?: string | MarkupOptions) => HTML = markup('HTML');

function markup(kind: 'Label' | 'HTML') {
  const Made = class extends Widget<MarkupTraits> {
    constructor(options: string | MarkupOptions = {}) {
      super(
        {
          kind,
          names: controlNames(kind),
          style: kind,
          defaults: { ...describedDefaults, value: '', placeholder: blank },
        },
        typeof options === 'string' ? { value: options } : options,
      );
    }
  };
  Object.defineProperty(Made, 'name', { value: kind });
  return Made as unknown as new (
    options?: string | MarkupOptions,
  ) => Widget<MarkupTraits> & MarkupTraits;
}
