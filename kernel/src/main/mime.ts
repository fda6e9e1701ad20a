import { types } from 'node:util';
import type { Bundle } from '../shared/messages';

/** What a notebook's format allows as the key of a representation. */
const mimeType = /^[a-zA-Z0-9]+\/[a-zA-Z0-9+.-]+$/;
const json = /^application\/(.+\+)?json$/;
/** Types whose data is text, though they may be given as bytes. */
const textual = /^text\/|^image\/svg\+xml$|^application\/(javascript|xml)$/;

/** Representations as the protocol carries them, with what was wrong with those that are left out. */
export interface Normalized {
  bundle: Bundle;
  problems: string[];
}

/** Text stays, bytes become base64, JSON loses what only JavaScript knows. */
export function normalize(representations: object): Normalized {
  const bundle: Bundle = {};
  const problems: string[] = [];
  for (const [mime, data] of Object.entries(representations)) {
    if (data === undefined) continue;
    try {
      if (!mimeType.test(mime)) throw new TypeError(`'${mime}' is no MIME type, such as 'text/html'`);
      bundle[mime] = encode(mime, data);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { bundle, problems };
}

function encode(mime: string, data: unknown): unknown {
  if (json.test(mime)) return plainJson(mime, data);
  if (typeof data === 'string') return data;
  const bytes = bytesOf(data);
  if (bytes) return bytes.toString(textual.test(mime) ? 'utf8' : 'base64');
  // A notebook's file keeps long texts as arrays of lines.
  if (Array.isArray(data) && data.every((line) => typeof line === 'string')) return data.join('');
  throw new TypeError(`the data of ${mime} must be text or bytes, not ${kindOf(data)}`);
}

/** The bytes of a buffer or a view of one, from whatever realm. */
export function bytesOf(data: unknown): Buffer | undefined {
  if (ArrayBuffer.isView(data))
    return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return types.isAnyArrayBuffer(data) ? Buffer.from(data as ArrayBuffer) : undefined;
}

function plainJson(mime: string, data: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(data, arrays);
  } catch (error) {
    throw new TypeError(`the data of ${mime} cannot be written as JSON: ${firstLine(error)}`);
  }
  if (text === undefined) throw new TypeError(`the data of ${mime} must be JSON, not ${kindOf(data)}`);
  return JSON.parse(text);
}

/** Typed arrays are JSON arrays; JSON.stringify would make objects of them. */
function arrays(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : value;
}

function firstLine(error: unknown): string {
  return String((error as Error).message).split('\n')[0];
}

/** "a number", "null", "an array": for messages about a wrong value. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  const kind = typeof value;
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
