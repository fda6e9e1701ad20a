import { inspect } from 'node:util';
import { host } from '../shared/host';
import { Layout, type LayoutOptions } from './layout';
import { Model } from './model';
import { Style, type StyleKind, type StyleOptions } from './style';
import { type Definition, type ModelNames, plainState } from './traits';

/** What every widget that can be seen has. */
export interface WidgetTraits {
  tooltip: string | null;
  /** Whether the tabulator key reaches it; null: as the browser decides. */
  tabbable: boolean | null;
  /** Names of CSS classes. */
  domClasses: readonly string[];
}

/** Said once, when a widget is made; afterwards `widget.layout` and `widget.style` have properties to assign to. */
export interface Looks {
  layout?: LayoutOptions | Layout;
  style?: StyleOptions;
}

export const widgetDefaults: WidgetTraits = { tooltip: null, tabbable: null, domClasses: [] };

/** Widgets have their models and views in one module. */
export function controlNames(kind: string, view = `${kind}View`): ModelNames {
  return names('@jupyter-widgets/controls', '2.0.0', kind, view);
}

export function names(module: string, version: string, kind: string, view: string): ModelNames {
  return {
    _model_module: module,
    _model_module_version: version,
    _model_name: `${kind}Model`,
    _view_module: module,
    _view_module_version: version,
    _view_name: view,
  };
}

export interface WidgetDefinition<T extends WidgetTraits> extends Definition<T> {
  style?: StyleKind;
}

export const viewType = 'application/vnd.jupyter.widget-view+json';
export const displaySymbol: unique symbol = Symbol.for('Jupyter.display') as never;

/** As many characters as the room for a description takes by default. */
const usualDescription = 11;

/** A model that front ends draw: the value of a cell, or shown by `display(widget)`. */
export class Widget<T extends WidgetTraits = WidgetTraits> extends Model<T> {
  readonly layout: Layout;
  readonly style: Style | undefined;

  constructor(definition: WidgetDefinition<T>, { layout, style, ...given }: Partial<T> & Looks = {}) {
    const place: Record<string, unknown> = {};
    const toState = definition.toState ?? plainState;
    super({ ...definition, toState: (values) => ({ ...toState(values), ...place }) }, given as Partial<T>);
    this.layout = layout instanceof Layout ? layout : new Layout(layout);
    place.layout = this.layout;
    if (definition.style) {
      this.style = new Style(definition.style, { ...roomFor(this.values), ...style });
      place.style = this.style;
    }
    this.open();
  }

  override close(): void {
    super.close();
    this.layout.close();
    this.style?.close();
  }

  /** The representations of the widget: its view, and its text where there is no front end for views. */
  [displaySymbol](): Record<string, unknown> {
    const text = inspect(this);
    if (!host()) return { 'text/plain': text };
    const view = { version_major: 2, version_minor: 0, model_id: this.modelId };
    return { [viewType]: view, 'text/plain': text };
  }
}

/** A long description would be cut off. */
function roomFor(values: object): StyleOptions {
  const { description } = values as { description?: string };
  return description !== undefined && description.length > usualDescription
    ? { descriptionWidth: 'initial' }
    : {};
}

/** The class of a widget whose traits are properties. */
export type WidgetClass<T extends WidgetTraits, Options = Partial<T>> = new (
  options?: Options & Looks,
) => Widget<T> & T;

/** Makes the class of a widget from what it holds. */
export function defineWidget<T extends WidgetTraits, Options = Partial<T>>(
  definition: WidgetDefinition<T>,
): WidgetClass<T, Options> {
  const made = class extends Widget<T> {
    constructor(options?: Options & Looks) {
      super(definition, options as Partial<T> & Looks);
    }
  };
  Object.defineProperty(made, 'name', { value: definition.kind });
  return made as unknown as WidgetClass<T, Options>;
}
