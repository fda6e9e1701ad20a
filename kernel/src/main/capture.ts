import type { Bundle } from '../shared/messages';
import { native } from './native';
import { callUser, type Outcome } from './user-call';

export interface Shown {
  data: Bundle;
  metadata: Bundle;
  displayId: string;
}

/** Takes what user code prints and shows, in place of the cell. */
export interface Sink {
  stream(name: 'stdout' | 'stderr', text: string): void;
  display(shown: Shown): void;
  /** Replaces what was shown under the display's id; false if there is nothing. */
  update(shown: Shown): boolean;
  clear(wait: boolean): void;
}

/** In the place of a cell's number: above any number of cells. */
const firstCapture = 2 ** 40;
let captures = 0;
const nowhere: Sink = { stream() {}, display() {}, update: () => false, clear() {} };
const sinks = new native.Map<number, Sink>();
const ids = new native.WeakMap<Sink, number>();

/** The sink for output of `id`, if that is not a cell. */
export const sinkOf = (id: number): Sink | undefined => sinks.get(id);

/** Calls user code; what it prints and shows goes to the sink, also later out of timers and after awaits. */
export function capture(sink: Sink, call: () => unknown, settled: (outcome: Outcome) => void): void {
  const id = ids.get(sink) ?? firstCapture + captures++;
  ids.set(sink, id);
  sinks.set(id, sink);
  callUser(id, call, settled);
}

/** Forgets a sink whose widget is closed: what is still printed to it goes nowhere. */
export function closeSink(sink: Sink): void {
  const id = ids.get(sink);
  if (id !== undefined) sinks.set(id, nowhere);
}

/** Updates a display that a sink holds, whoever asks for it. */
export function updateCaptured(shown: Shown): boolean {
  for (const sink of sinks.values()) if (sink.update(shown)) return true;
  return false;
}
