import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { provideHost } from '../shared/host';
import { runtimeName } from '../shared/names';
import { sinkOf } from './capture';
import type { Comms } from './comms';
import { current } from './current';
import { createDisplay } from './display';
import { guard, guardIterable } from './guard';
import { createHost } from './host';
import { createModules } from './importer';
import { createInput } from './input';
import { ownModules } from './own-modules';
import { watchTraining } from './training';
import { createTslab } from './tslab';
import type { Wire } from './wire';

/** Puts the kernel's functions where cells find them. */
export function installGlobals(wire: Wire, comms: Comms): void {
  const folder = process.cwd();
  const display = createDisplay(wire);
  const input = createInput(wire);
  const builtIn = ownModules(createTslab(display));
  provideHost(createHost(wire, comms, display));
  const loaded = () => watchTraining(wire.control);
  const modules = createModules(folder, builtIn, loaded);
  const clearOutput = (wait = false) => {
    const sink = sinkOf(current.cell);
    if (sink) sink.clear(wait === true);
    else wire.post({ type: 'clear', id: current.cell, wait: wait === true });
  };
  const filename = join(folder, 'notebook.ts');

  const globals = {
    display,
    input,
    prompt: input,
    clearOutput,
    __filename: filename,
    __dirname: folder,
    require: modules.require,
    [runtimeName]: Object.freeze({
      guard,
      guardIterable,
      import: modules.import,
      tslab: builtIn.tslab,
      meta: {
        url: pathToFileURL(filename).href,
        filename,
        dirname: folder,
        resolve: modules.resolve,
      },
    }),
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
