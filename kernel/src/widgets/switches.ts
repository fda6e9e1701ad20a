import { type ButtonMeaning, buttonMeanings, type Control, controlDefaults } from './described';
import { controlNames, defineWidget, type Looks, Widget, type WidgetTraits, widgetDefaults } from './widget';

export interface CheckboxTraits extends Control {
  value: boolean;
  /** Stand where the sliders of a column stand, after the room for a description. */
  indent: boolean;
}

export interface Checkbox extends Widget<CheckboxTraits>, CheckboxTraits {}
/** A box to tick. */
export const Checkbox: new (options?: Partial<CheckboxTraits> & Looks) => Checkbox =
  defineWidget<CheckboxTraits>({
    kind: 'Checkbox',
    names: controlNames('Checkbox'),
    style: 'Checkbox',
    defaults: { ...controlDefaults, value: false, indent: true },
  });

export interface ToggleButtonTraits extends Control {
  value: boolean;
  /** The name of an icon of Font Awesome, such as `check`. */
  icon: string;
  buttonStyle: ButtonMeaning;
}

export interface ToggleButton extends Widget<ToggleButtonTraits>, ToggleButtonTraits {}
/** A button that stays down. */
export const ToggleButton: new (options?: Partial<ToggleButtonTraits> & Looks) => ToggleButton =
  defineWidget<ToggleButtonTraits>({
    kind: 'ToggleButton',
    names: controlNames('ToggleButton'),
    style: 'ToggleButton',
    defaults: { ...controlDefaults, value: false, icon: '', buttonStyle: '' },
    words: { buttonStyle: buttonMeanings },
  });

export interface ButtonTraits extends WidgetTraits {
  /** The text on the button. */
  description: string;
  disabled: boolean;
  /** The name of an icon of Font Awesome, such as `check`. */
  icon: string;
  buttonStyle: ButtonMeaning;
}

export interface Button extends ButtonTraits {}
/** A button. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Button extends Widget<ButtonTraits> {
  readonly #clicked = new Set<(button: Button) => unknown>();

  constructor(options: Partial<ButtonTraits> & Looks = {}) {
    super(
      {
        kind: 'Button',
        names: controlNames('Button'),
        style: 'Button',
        defaults: { ...widgetDefaults, description: '', disabled: false, icon: '', buttonStyle: '' },
        words: { buttonStyle: buttonMeanings },
      },
      options,
    );
  }

  /** Calls `handler` at each click; returns what stops that. */
  onClick(handler: (button: Button) => unknown): () => void {
    if (typeof handler !== 'function') throw new TypeError('Button.onClick: the handler must be a function.');
    this.#clicked.add(handler);
    return () => {
      this.#clicked.delete(handler);
    };
  }

  /** Does what a click does; resolves when the handlers are done. */
  async click(): Promise<void> {
    await Promise.all([...this.#clicked].map((handler) => handler(this)));
  }

  protected override receiveCustom({ event }: Record<string, unknown>): unknown {
    return event === 'click' ? this.click() : undefined;
  }
}
