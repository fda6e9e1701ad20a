/**
 * Widgets for notebooks: sliders, fields, buttons, boxes, and `interact`. They are drawn by the front end of
 * ipywidgets 8.
 *
 * @packageDocumentation
 */
export type { Abbreviation, ChoiceAbbreviation, RangeAbbreviation } from './abbreviation';
export { Accordion, type AnyWidget, HBox, Tab, VBox } from './boxes';
export { Interaction, interact } from './interact';
export { Layout, type LayoutOptions } from './layout';
export { type LinkEnd, link } from './link';
export type { Change } from './model';
export { Output } from './output';
export { FloatProgress, IntProgress, Play } from './progress';
export { Dropdown, type OptionList, RadioButtons, SelectMultiple } from './selection';
export { FloatLogSlider, FloatRangeSlider, FloatSlider, IntRangeSlider, IntSlider } from './sliders';
export { Style, type StyleOptions } from './style';
export { Button, Checkbox, ToggleButton } from './switches';
export { FloatText, HTML, IntText, Label, Text } from './texts';
export { Widget } from './widget';
