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
  /** Of the whole display, or of single representations by their MIME type. */
  metadata?: Record<string, unknown>;
}
interface ImageOptions extends DisplayOptions {
  /** In pixels. */
  width?: number;
  /** In pixels. */
  height?: number;
}
interface MarkupOptions extends DisplayOptions {
  /** Keep the style sheets of the markup apart from the page's. */
  isolated?: boolean;
}
interface TableOptions extends DisplayOptions {
  /** The columns to show, in this order; all if absent. */
  columns?: readonly string[];
  /** How many rows to show at most; 100 if absent. */
  limit?: number;
  /** A title above the table. */
  caption?: string;
}
/** The bytes of a file, or their base64 text. */
type DisplayBytes = ArrayBufferView | ArrayBufferLike | string;
interface Display {
  /**
   * Shows a value below the cell, drawn by its \`Symbol.for("Jupyter.display")\` method if it has one.
   * @param value what to show
   * @param options where and how
   */
  (value: unknown, options?: DisplayOptions): DisplayHandle;
  /** Shows HTML. */
  html(source: string, options?: MarkupOptions): DisplayHandle;
  /** Shows Markdown, with formulas between dollar signs. */
  markdown(source: string, options?: DisplayOptions): DisplayHandle;
  /** Shows a formula: \`display.latex("$x^2$")\`. */
  latex(source: string, options?: DisplayOptions): DisplayHandle;
  /** Shows an SVG image. */
  svg(source: string, options?: MarkupOptions): DisplayHandle;
  /** Runs a script in the front end, if it allows that. */
  javascript(source: string, options?: DisplayOptions): DisplayHandle;
  /** Shows plain text. */
  text(text: string, options?: DisplayOptions): DisplayHandle;
  /** Shows a PNG image. */
  png(image: DisplayBytes, options?: ImageOptions): DisplayHandle;
  /** Shows a JPEG image. */
  jpeg(image: DisplayBytes, options?: ImageOptions): DisplayHandle;
  /** Shows a GIF image. */
  gif(image: DisplayBytes, options?: ImageOptions): DisplayHandle;
  /** Shows a PDF document. */
  pdf(document: DisplayBytes, options?: DisplayOptions): DisplayHandle;
  /**
   * Shows a value as a tree that can be folded.
   * @param options \`expanded\` opens the tree, \`root\` names it
   */
  json(value: unknown, options?: DisplayOptions & { expanded?: boolean; root?: string }): DisplayHandle;
  /** Shows a Plotly figure. */
  plotly(
    figure: { data: readonly object[]; layout?: object; config?: object; frames?: readonly object[] },
    options?: DisplayOptions,
  ): DisplayHandle;
  /**
   * Shows rows as a table: an array of objects or of arrays, or an object or a map of them.
   * @param options which columns and how many rows
   */
  table(rows: object, options?: TableOptions): DisplayHandle;
  /** Shows data of any MIME type; bytes are sent as base64. */
  raw(mimeType: string, data: unknown, options?: DisplayOptions): DisplayHandle;
}
/**
 * Shows a value below the cell, drawn by its \`Symbol.for("Jupyter.display")\` method if it has one.
 * \`display.html\`, \`display.markdown\`, \`display.png\`, \`display.table\` and their kin show one kind of content.
 */
declare var display: Display;
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
