/** What every cell can use without an import, beside Node's own globals. */
export const ambientDeclarations = `
interface DisplayHandle {
  /** The name under which the display can be updated. */
  readonly id: string;
  /** Shows \`value\` in the place of what was shown. */
  update(value: unknown): DisplayHandle;
}
interface DisplayOptions {
  /** The name under which this display can be updated later. */
  id?: string;
  /** Replace the display of that \`id\` instead of making a new one. */
  update?: boolean;
  /** The value is a MIME bundle: an object of representations by MIME type. */
  raw?: boolean;
  metadata?: Record<string, unknown>;
}
/**
 * Shows a value below the cell, drawn by its \`Symbol.for("Jupyter.display")\` method if it has one.
 * @param value what to show
 * @param options where and how
 */
declare function display(value: unknown, options?: DisplayOptions): DisplayHandle;
/**
 * Asks the reader for a line of text and waits for it.
 * @param prompt the question
 * @param password hide what is typed
 */
declare function input(prompt?: string, password?: boolean): string;
/** Asks the reader for a line of text and waits for it, like \`input\`. */
declare function prompt(prompt?: string, password?: boolean): string;
/**
 * Removes what the cell has shown so far.
 * @param wait only when something new is shown
 */
declare function clearOutput(wait?: boolean): void;

declare module 'tslab' {
  interface Display {
    javascript(source: string): void;
    html(source: string): void;
    markdown(source: string): void;
    latex(source: string): void;
    svg(source: string): void;
    png(bytes: Uint8Array): void;
    jpeg(bytes: Uint8Array): void;
    gif(bytes: Uint8Array): void;
    pdf(bytes: Uint8Array): void;
    text(text: string): void;
    raw(contentType: string, content: string | Uint8Array): any;
  }
  /** A display that each call overwrites. */
  function newDisplay(): Display;
  /** Shows rich content below the cell. */
  const display: Display;
  const versions: { tslab: string; typescript: string; node: string };
}
`;
