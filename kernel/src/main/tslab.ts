import { readFileSync } from 'node:fs';
import { base64 } from './bundle';
import type { DisplayFunction } from './display';

const methods = {
  javascript: 'text/javascript',
  html: 'text/html',
  markdown: 'text/markdown',
  latex: 'text/latex',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  text: 'text/plain',
} as const;

type Content = string | Uint8Array;

/** The public module of the tslab kernel, so that notebooks written for it run here. */
export function createTslab(show: DisplayFunction): object {
  const instance = (options: () => Parameters<DisplayFunction>[1]) => {
    const raw = (mime: string, content: Content) => {
      const data = typeof content === 'string' ? content : base64(content);
      show({ [mime]: data }, { ...options(), raw: true });
    };
    const one = (mime: string) => (content: Content) => raw(mime, content);
    const named = Object.entries(methods).map(([name, mime]) => [name, one(mime)]);
    return { ...Object.fromEntries(named), raw };
  };

  let displays = 0;
  const newDisplay = () => {
    const id = `tslab-${process.pid}-${++displays}`;
    let shown = false;
    return instance(() => {
      const update = shown;
      shown = true;
      return { id, update };
    });
  };
  return { display: instance(() => ({})), newDisplay, versions: versions() };
}

function versions(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(require.resolve('typescript-5/package.json'), 'utf8')) as {
    version: string;
  };
  return { tslab: '1.0.22', typescript: version, node: process.version };
}
