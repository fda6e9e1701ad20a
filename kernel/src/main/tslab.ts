import { readFileSync } from 'node:fs';
import type { DisplayFunction } from './display';
import { byteTypes, textTypes } from './rich';

const methods = { ...textTypes, ...byteTypes };

/** The public module of the tslab kernel, so that notebooks written for it run here. */
export function createTslab(show: DisplayFunction): object {
  const instance = (options: () => Parameters<DisplayFunction>[1]) => {
    const raw = (mime: string, content: unknown) => {
      show({ [mime]: content }, { ...options(), raw: true });
    };
    const one = (mime: string) => (content: unknown) => raw(mime, content);
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
