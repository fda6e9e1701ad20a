export { type Displayable, displaySymbol, type MimeBundle } from './displayable';
export { formatNumber } from './format-number';
export { type Progress, type ProgressOptions, progress } from './progress';
export { isDisplayable, show } from './show';
export { type TableOptions, table } from './table';
export { latex, markdown } from './text';
