/** A MIME bundle: what a Jupyter front end can draw, keyed by MIME type; `text/plain` is always there. */
export type MimeBundle = { 'text/plain': string; [mime: string]: unknown };

/** The symbol that Jupyter kernels for JavaScript agree on: its method returns a MIME bundle. */
export const displaySymbol: unique symbol = Symbol.for('Jupyter.display') as never;

/** Anything that a Jupyter front end can draw. */
export interface Displayable {
  [displaySymbol](): MimeBundle;
}
