import { dirname, join } from 'node:path';
import { type Displayable, displaySymbol, type MimeBundle } from './displayable';

/** One thing on the reader's screen that can be replaced in place. */
export interface DisplayHandle {
  update(value: Displayable): void;
}

/** Puts one thing on the reader's screen. */
export type Display = (value: Displayable) => DisplayHandle;

interface Deno {
  jupyter?: { broadcast?(type: string, content: Record<string, unknown>): Promise<void> | undefined };
}

interface Tslab {
  newDisplay(): { raw(mime: string, content: unknown): void };
}

/** The display of the notebook kernel that runs this process; undefined outside notebooks. */
export function notebookDisplay(): Display | undefined {
  const { display } = globalThis as { display?: unknown };
  if (typeof display === 'function') return display as Display;
  return denoDisplay() ?? tslabDisplay();
}

let displays = 0;

function denoDisplay(): Display | undefined {
  let broadcast: ((type: string, content: Record<string, unknown>) => Promise<void> | undefined) | undefined;
  try {
    const { jupyter } = (globalThis as { Deno?: Deno }).Deno ?? {};
    broadcast = jupyter?.broadcast?.bind(jupyter);
  } catch {
    return undefined; // outside a notebook, Deno throws when the namespace is touched
  }
  if (broadcast === undefined) return undefined;
  const send = broadcast;
  return (value) => {
    const transient = { display_id: `optlab-${process.pid}-${displays++}` };
    const post = (type: string, shown: Displayable) => {
      const data = shown[displaySymbol]();
      send(type, { data, metadata: {}, transient })?.catch(() => console.log(data['text/plain']));
    };
    post('display_data', value);
    return { update: (next) => post('update_display_data', next) };
  };
}

/** tslab sends one MIME type a display: the richest that it can be sure to have a renderer for. */
const tslabOrder = [
  'application/vnd.plotly.v1+json',
  'text/html',
  'text/latex',
  'text/markdown',
  'image/svg+xml',
  'image/png',
];

function tslabDisplay(): Display | undefined {
  const tslab = runningTslab();
  if (tslab === undefined) return undefined;
  return (value) => {
    const target = tslab.newDisplay();
    const post = (shown: Displayable) => {
      const data = shown[displaySymbol]();
      const mime = tslabOrder.find((type) => type in data) ?? 'text/plain';
      target.raw(mime, data[mime]);
    };
    post(value);
    return { update: post };
  };
}

/** tslab's public module where its kernel runs in this process; otherwise it is not loaded. */
function runningTslab(): Tslab | undefined {
  const cached = Object.values(require.cache ?? {});
  const wire = cached.find((entry) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(entry?.filename ?? ''));
  if (!wire || (wire.exports as { lastWriteDisplayData?: unknown }).lastWriteDisplayData == null)
    return undefined;
  return require(join(dirname(wire.filename), 'public.js')) as Tslab;
}

/** The plain text of a bundle, for places that draw nothing else. */
export function plainText(value: Displayable): string {
  const bundle: MimeBundle = value[displaySymbol]();
  return bundle['text/plain'];
}
