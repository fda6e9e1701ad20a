import { type WidgetTraits, widgetDefaults } from './widget';

/** A widget with a description beside it. */
export interface Described extends WidgetTraits {
  /** The text beside the widget. */
  description: string;
  /** The description is HTML. */
  descriptionAllowHtml: boolean;
}

export const describedDefaults: Described = {
  ...widgetDefaults,
  description: '',
  descriptionAllowHtml: false,
};

/** A widget that can be switched off. */
export interface Control extends Described {
  /** Greyed out: the reader cannot change it. */
  disabled: boolean;
}

export const controlDefaults: Control = { ...describedDefaults, disabled: false };

export const orientations = ['horizontal', 'vertical'] as const;
export type Orientation = (typeof orientations)[number];

/** Colours by meaning, as the front end's theme has them. */
export const meanings = ['', 'success', 'info', 'warning', 'danger'] as const;
export type Meaning = (typeof meanings)[number];
export const buttonMeanings = ['', 'primary', 'success', 'info', 'warning', 'danger'] as const;
export type ButtonMeaning = (typeof buttonMeanings)[number];
