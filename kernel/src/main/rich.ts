import type { Bundle } from '../shared/messages';
import { bytesOf, kindOf } from './mime';
import { native } from './native';
import { plain } from './plain';
import { tableBundle } from './table';

/** The methods of `display` and of tslab's that take text. */
export const textTypes = {
  html: 'text/html',
  markdown: 'text/markdown',
  latex: 'text/latex',
  svg: 'image/svg+xml',
  javascript: 'text/javascript',
  text: 'text/plain',
} as const;

/** Those that take bytes. */
export const byteTypes = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
} as const;

/** Options of a method, beside those of `display`, that become metadata of its MIME type. */
const metadataNames: Record<string, readonly string[]> = {
  html: ['isolated'],
  svg: ['isolated'],
  png: ['width', 'height', 'unconfined'],
  jpeg: ['width', 'height', 'unconfined'],
  gif: ['width', 'height', 'unconfined'],
  json: ['expanded', 'root'],
};

type Options = Record<string, unknown>;

/** One method: what it makes of its content, and the metadata that its options give. */
export interface RichMethod {
  bundle(content: unknown, options: Options): Bundle;
  metadata(options: Options): Bundle;
}

/** Readable in clients without graphics too: markup that people can read as it is, or what is missing. */
function textMethod(name: string, mime: string): RichMethod {
  const bundle = (content: unknown) => {
    const source = typeof content === 'string' ? content : bytesOf(content)?.toString('utf8');
    if (source === undefined) {
      throw new TypeError(`display.${name} takes text, not ${kindOf(content)}`);
    }
    const isReadable = name === 'markdown' || name === 'latex' || name === 'text';
    return { [mime]: source, 'text/plain': isReadable ? source : label(mime, source.length, 'character') };
  };
  return { bundle, metadata: metadataOf(name, mime) };
}

function bytesMethod(name: string, mime: string): RichMethod {
  const bundle = (content: unknown) => {
    const bytes = bytesOf(content) ?? (typeof content === 'string' ? fromBase64(name, content) : undefined);
    if (!bytes) throw new TypeError(`display.${name} takes bytes or base64 text, not ${kindOf(content)}`);
    return { [mime]: bytes.toString('base64'), 'text/plain': label(mime, bytes.length, 'byte') };
  };
  return { bundle, metadata: metadataOf(name, mime) };
}

function label(what: string, count: number, unit: string): string {
  return `[${what}, ${count} ${unit}${count === 1 ? '' : 's'}]`;
}

const base64Text = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

function fromBase64(name: string, text: string): Buffer {
  const data = text.replace(/^data:[^,]*;base64,/, '');
  if (!base64Text.test(data)) {
    throw new TypeError(
      `display.${name}: ${native.inspect(text.slice(0, 60))} is not base64; for a file, give what readFileSync returns`,
    );
  }
  return Buffer.from(data, 'base64');
}

function metadataOf(name: string, mime: string): (options: Options) => Bundle {
  return (options) => {
    const given = (metadataNames[name] ?? []).filter((key) => options[key] !== undefined);
    if (given.length === 0) return {};
    return { [mime]: Object.fromEntries(given.map((key) => [key, options[key]])) };
  };
}

function plotlyBundle(figure: unknown): Bundle {
  const { data } = (figure ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) {
    throw new TypeError(
      'display.plotly takes a figure { data: [...], layout?, config? } with an array of traces',
    );
  }
  return {
    'application/vnd.plotly.v1+json': figure,
    'text/plain': label('Plotly figure', data.length, 'trace'),
  };
}

const entriesOf = (types: Record<string, string>, method: typeof textMethod) =>
  Object.entries(types).map(([name, mime]) => [name, method(name, mime)]);

/** What `display.html` and its kin do. */
export const richMethods: Record<string, RichMethod> = {
  ...Object.fromEntries(entriesOf(textTypes, textMethod)),
  ...Object.fromEntries(entriesOf(byteTypes, bytesMethod)),
  json: {
    bundle: (content) => ({ 'application/json': content, 'text/plain': plain(content) }),
    metadata: metadataOf('json', 'application/json'),
  },
  plotly: { bundle: plotlyBundle, metadata: () => ({}) },
  table: { bundle: tableBundle, metadata: () => ({}) },
};
