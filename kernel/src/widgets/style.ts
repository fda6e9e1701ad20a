import { Model } from './model';

const font = {
  fontFamily: null,
  fontSize: null,
  fontStyle: null,
  fontVariant: null,
  fontWeight: null,
  textColor: null,
  textDecoration: null,
};

/** What the looks of each kind of widget consist of. */
const styles = {
  Button: { buttonColor: null, ...font },
  Checkbox: { background: null, descriptionWidth: '' },
  Description: { descriptionWidth: '' },
  HTML: { background: null, descriptionWidth: '', fontSize: null, textColor: null },
  Label: { background: null, descriptionWidth: '', ...font },
  Progress: { barColor: null, descriptionWidth: '' },
  Slider: { descriptionWidth: '', handleColor: null },
  Text: { background: null, descriptionWidth: '', fontSize: null, textColor: null },
  ToggleButton: { descriptionWidth: '', ...font },
};

export type StyleKind = keyof typeof styles;

/** Colours and fonts as in CSS; `descriptionWidth: 'initial'` gives the description the room that it needs. */
export interface StyleOptions {
  background?: string | null;
  barColor?: string | null;
  buttonColor?: string | null;
  descriptionWidth?: string;
  fontFamily?: string | null;
  fontSize?: string | null;
  fontStyle?: string | null;
  fontVariant?: string | null;
  fontWeight?: string | null;
  handleColor?: string | null;
  textColor?: string | null;
  textDecoration?: string | null;
}

export interface Style extends Required<StyleOptions> {}

/** The looks of a widget. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each CSS name
export class Style extends Model<Required<StyleOptions>> {
  constructor(kind: StyleKind, options: StyleOptions = {}) {
    super(
      {
        kind: `${kind}Style`,
        names: {
          _model_module: '@jupyter-widgets/controls',
          _model_module_version: '2.0.0',
          _model_name: `${kind}StyleModel`,
          _view_module: '@jupyter-widgets/base',
          _view_module_version: '2.0.0',
          _view_name: 'StyleView',
        },
        defaults: styles[kind] as unknown as Required<StyleOptions>,
      },
      options,
    );
    this.open();
  }
}
