import type { Host } from '../shared/host';
import { bundleOf } from './bundle';
import { capture, closeSink } from './capture';
import type { Comms } from './comms';
import { current } from './current';
import { type DisplayFunction, markShown, pendingDisplays } from './display';
import { describeError } from './errors';
import type { Wire } from './wire';

/** What the modules that cells import from the kernel need of it. */
export function createHost(wire: Wire, comms: Comms, display: DisplayFunction): Host {
  return {
    openComm: (targetName, options) => comms.open(targetName, options),
    registerTarget: (name, opened) => comms.registerTarget(name, opened),
    bundleOf,
    describeError,
    reportError: (error) => wire.post({ type: 'error', id: current.cell, error: describeError(error) }),
    capture,
    release: closeSink,
    whenQuiet: (work) => comms.whenQuiet(work),
    holdCell(promise) {
      const held: Promise<unknown> = promise.then(
        () => pendingDisplays.delete(held),
        () => pendingDisplays.delete(held),
      );
      pendingDisplays.add(held);
    },
    show(value) {
      const handle = display(value);
      markShown(value);
      return () => handle.update(value);
    },
  };
}
