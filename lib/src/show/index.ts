export { type Displayable, displaySymbol, type MimeBundle } from './displayable';
