import { Model } from './model';
import type { Definition } from './traits';

const properties = [
  'alignContent',
  'alignItems',
  'alignSelf',
  'borderBottom',
  'borderLeft',
  'borderRight',
  'borderTop',
  'bottom',
  'display',
  'flex',
  'flexFlow',
  'gridArea',
  'gridAutoColumns',
  'gridAutoFlow',
  'gridAutoRows',
  'gridColumn',
  'gridGap',
  'gridRow',
  'gridTemplateAreas',
  'gridTemplateColumns',
  'gridTemplateRows',
  'height',
  'justifyContent',
  'justifyItems',
  'left',
  'margin',
  'maxHeight',
  'maxWidth',
  'minHeight',
  'minWidth',
  'objectFit',
  'objectPosition',
  'order',
  'overflow',
  'padding',
  'right',
  'top',
  'visibility',
  'width',
] as const;

/** CSS properties of a widget's place, such as `{ width: '50%' }`. */
export type LayoutOptions = { [K in (typeof properties)[number]]?: string | null };

type Traits = Required<LayoutOptions>;

const definition: Definition<Traits> = {
  kind: 'Layout',
  names: {
    _model_module: '@jupyter-widgets/base',
    _model_module_version: '2.0.0',
    _model_name: 'LayoutModel',
    _view_module: '@jupyter-widgets/base',
    _view_module_version: '2.0.0',
    _view_name: 'LayoutView',
  },
  defaults: Object.fromEntries(properties.map((name) => [name, null])) as Traits,
};

export interface Layout extends Traits {}

/** The place of a widget: size, margins, and how a box arranges what is in it, as in CSS. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each CSS name
export class Layout extends Model<Traits> {
  constructor(options: LayoutOptions = {}) {
    super(definition, options);
    this.open();
  }
}
