import type { Bundle } from '../shared/messages';
import { bundleOf, isThenable } from './bundle';
import { current } from './current';
import type { Wire } from './wire';

export interface DisplayOptions {
  /** The name under which this display can be updated; made up if absent. */
  id?: string;
  /** Replaces the display of that id instead of making a new one. */
  update?: boolean;
  /** The value is a MIME bundle already. */
  raw?: boolean;
  metadata?: Bundle;
}

export interface DisplayHandle {
  id: string;
  update(value: unknown): DisplayHandle;
}

export type DisplayFunction = (value: unknown, options?: DisplayOptions) => DisplayHandle;

/** Displays whose bundles are still being made: a cell ends only after those it started. */
export const pendingDisplays = new Set<PromiseLike<unknown>>();

export function createDisplay(wire: Wire): DisplayFunction {
  let made = 0;
  const display: DisplayFunction = (value, options = {}) => {
    const displayId = options.id ?? `optlab-kernel-${process.pid}-${++made}`;
    const id = current.cell;
    const { update = false, metadata = {} } = options;
    const send = (data: Bundle) => wire.post({ type: 'display', id, data, metadata, displayId, update });
    const data = options.raw ? (value as Bundle) : bundleOf(value);
    if (isThenable(data)) {
      const sent: PromiseLike<unknown> = data
        .then(send, (error: unknown) => send({ 'text/plain': `[display failed: ${String(error)}]` }))
        .then(() => pendingDisplays.delete(sent));
      pendingDisplays.add(sent);
    } else {
      send(data);
    }
    return { id: displayId, update: (next) => display(next, { ...options, id: displayId, update: true }) };
  };
  return display;
}
