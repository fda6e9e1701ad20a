import { type Meaning, meanings } from './described';
import { invalid } from './invalid';
import { controlNames, type Looks, Widget, type WidgetTraits, widgetDefaults } from './widget';

export interface BoxTraits extends WidgetTraits {
  /** What is in it, in order. */
  children: readonly Widget[];
  boxStyle: Meaning;
}

export interface PagesTraits extends BoxTraits {
  /** The title of each page. */
  titles: readonly string[];
  /** The page that is open; null for none. */
  selectedIndex: number | null;
}

/** Any widget, whatever it holds. */
// biome-ignore lint/suspicious/noExplicitAny: observers make widgets of different traits incomparable
export type AnyWidget = Widget<any>;

type BoxOptions = Partial<Omit<BoxTraits, 'children'>> & Looks;
type PagesOptions = Partial<Omit<PagesTraits, 'children'>> & Looks;

const box: BoxTraits = { ...widgetDefaults, children: [], boxStyle: '' };
const pages: PagesTraits = { ...box, titles: [], selectedIndex: null };
const words = { boxStyle: meanings };

function checkChildren(kind: string, children: readonly unknown[]): void {
  for (const child of children) {
    if (!(child instanceof Widget)) throw invalid(`${kind}: one of the children`, child, 'a widget');
  }
}

function settleBox(kind: string) {
  return (values: BoxTraits): BoxTraits => {
    checkChildren(kind, values.children);
    return { ...values, children: Object.freeze([...values.children]) };
  };
}

function settlePages(kind: string) {
  return (values: PagesTraits, given: ReadonlySet<keyof PagesTraits>): PagesTraits => {
    const { children, selectedIndex } = values;
    checkChildren(kind, children);
    if (values.titles.some((title) => typeof title !== 'string'))
      throw invalid(`${kind}: titles`, values.titles, 'an array of texts');
    const isPage =
      Number.isInteger(selectedIndex) &&
      (selectedIndex as number) >= 0 &&
      (selectedIndex as number) < children.length;
    if (given.has('selectedIndex') && selectedIndex !== null && !isPage) {
      const allowed =
        children.length === 0 ? 'null while there is no page' : `null or from 0 to ${children.length - 1}`;
      throw invalid(`${kind}: selectedIndex`, selectedIndex, allowed);
    }
    const titles = children.map((_, index) => values.titles[index] ?? '');
    return { ...values, titles: Object.freeze(titles), selectedIndex: isPage ? selectedIndex : null };
  };
}

export interface HBox extends BoxTraits {}
/** Widgets side by side. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class HBox extends Widget<BoxTraits> {
  constructor(children: readonly AnyWidget[] = [], options: BoxOptions = {}) {
    const definition = { kind: 'HBox', names: controlNames('HBox'), defaults: box, words };
    super({ ...definition, settle: settleBox('HBox') }, { ...options, children });
  }
}

export interface VBox extends BoxTraits {}
/** Widgets below each other. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class VBox extends Widget<BoxTraits> {
  constructor(children: readonly AnyWidget[] = [], options: BoxOptions = {}) {
    const definition = { kind: 'VBox', names: controlNames('VBox'), defaults: box, words };
    super({ ...definition, settle: settleBox('VBox') }, { ...options, children });
  }
}

export interface Tab extends PagesTraits {}
/** Pages with tabs. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Tab extends Widget<PagesTraits> {
  constructor(children: readonly AnyWidget[] = [], options: PagesOptions = {}) {
    const definition = { kind: 'Tab', names: controlNames('Tab'), defaults: pages, words };
    const first = children.length > 0 ? { selectedIndex: 0 } : {};
    super({ ...definition, settle: settlePages('Tab') }, { ...first, ...options, children });
  }
}

export interface Accordion extends PagesTraits {}
/** Pages that fold away. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Accordion extends Widget<PagesTraits> {
  constructor(children: readonly AnyWidget[] = [], options: PagesOptions = {}) {
    const definition = { kind: 'Accordion', names: controlNames('Accordion'), defaults: pages, words };
    super({ ...definition, settle: settlePages('Accordion') }, { ...options, children });
  }
}
