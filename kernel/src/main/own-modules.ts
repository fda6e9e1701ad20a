import type { BuiltIn } from './importer';

/** The modules that cells import from the kernel itself, loaded when they are first asked for. */
export function ownModules(tslab: object): BuiltIn {
  return {
    tslab,
    get 'optlab-kernel/comm'() {
      return require('../comm') as object;
    },
    get 'optlab-kernel/widgets'() {
      return require('../widgets') as object;
    },
  };
}
