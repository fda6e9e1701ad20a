import type { Bundle } from '../shared/messages';
import { bundleOf, isThenable } from './bundle';
import { sinkOf, updateCaptured } from './capture';
import { current } from './current';
import { kindOf, normalize } from './mime';
import { native } from './native';
import { reserve } from './output';
import { richMethods } from './rich';
import type { Wire } from './wire';

export interface DisplayOptions {
  /** The name under which this display can be updated; made up if absent. */
  id?: string;
  /** Replaces the display of that id instead of making a new one. */
  update?: boolean;
  /** The value is a MIME bundle already. */
  raw?: boolean;
  /** Of the whole display, or of single representations by their MIME type. */
  metadata?: Bundle;
}

export interface DisplayHandle {
  id: string;
  update(value: unknown): DisplayHandle;
}

export type DisplayFunction = (value: unknown, options?: DisplayOptions) => DisplayHandle;

/** Displays whose bundles are still being made: a cell ends only after those it started. */
export const pendingDisplays = new native.Set<PromiseLike<unknown>>();

const handles = new native.WeakSet<object>();

/** True for what `display` has returned: as the last value of a cell it is not shown once more. */
export function isHandle(value: unknown): boolean {
  return typeof value === 'object' && value !== null && handles.has(value);
}

function handle(id: string, update: DisplayHandle['update']): DisplayHandle {
  const made = { id, update };
  handles.add(made);
  return made;
}

const shownBy = new native.WeakMap<object, number>();

/** True for a value that the cell has shown by itself: as its result it is not shown again. */
export function wasShown(value: unknown, cell: number): boolean {
  return typeof value === 'object' && value !== null && shownBy.get(value) === cell;
}

/** The current cell has shown a value that it may also have as its result. */
export function markShown(value: object): void {
  shownBy.set(value, current.cell);
}

/** `display(value)`, with a method for each kind of content: `display.html(source)`. */
export function createDisplay(wire: Wire): DisplayFunction {
  let made = 0;
  const show = (data: Bundle | Promise<Bundle>, options: DisplayOptions) => {
    const { id: displayId = `optlab-kernel-${process.pid}-${++made}`, update = false } = options;
    const id = current.cell;
    const metadata = json('metadata', options.metadata ?? {});
    const send = (data: Bundle) => {
      const shown = { data, metadata, displayId };
      if (update && updateCaptured(shown)) return;
      const sink = update ? undefined : sinkOf(id);
      if (sink) sink.display(shown);
      else wire.post({ type: 'display', id, ...shown, update, size: reserve(wire.control, data) });
    };
    if (isThenable(data)) {
      const sent: PromiseLike<unknown> = data
        .then(send, (error: unknown) => send({ 'text/plain': `[display failed: ${String(error)}]` }))
        .then(() => pendingDisplays.delete(sent));
      pendingDisplays.add(sent);
    } else {
      send(data);
    }
    return displayId;
  };

  const display: DisplayFunction = (value, options = {}) => {
    check(options);
    const id = show(options.raw ? rawBundle(value) : bundleOf(value), options);
    return handle(id, (next) => display(next, { ...options, id, update: true }));
  };
  const methods = Object.entries(richMethods).map(([name, { bundle, metadata }]) => {
    const method: DisplayFunction = (content, options = {}) => {
      check(options);
      const given = options as Record<string, unknown>;
      const data = rawBundle(bundle(content, given));
      const id = show(data, { ...options, metadata: { ...metadata(given), ...options.metadata } });
      return handle(id, (next) => method(next, { ...options, id, update: true }));
    };
    return [name, method];
  });
  const raw = (mime: string, data: unknown, options: DisplayOptions = {}) =>
    display({ [mime]: data }, { ...options, raw: true });
  return Object.assign(display, Object.fromEntries(methods), { raw });
}

function rawBundle(value: unknown): Bundle {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(
      `display with raw takes an object by MIME type, such as { 'text/html': '<b>1</b>' }, not ${kindOf(value)}`,
    );
  }
  const { bundle, problems } = normalize(value);
  if (problems.length > 0) throw new TypeError(`display: ${problems.join('; ')}`);
  if (Object.keys(bundle).length === 0) throw new TypeError('display: the object has no representation');
  return bundle;
}

function check(options: DisplayOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`display: the second argument must be an object of options, not ${kindOf(options)}`);
  }
  const { id, update, metadata } = options;
  if (id !== undefined && (typeof id !== 'string' || id === '')) {
    throw new TypeError(`display: id is ${native.inspect(id)}; it must be a text that is not empty`);
  }
  if (update && id === undefined) {
    throw new TypeError('display: update needs the id of the display to replace');
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null)) {
    throw new TypeError(`display: metadata must be an object, not ${kindOf(metadata)}`);
  }
}

function json(name: string, value: Bundle): Bundle {
  const { bundle, problems } = normalize({ 'application/json': value });
  if (problems.length > 0) throw new TypeError(`display: ${name}: ${problems.join('; ')}`);
  return bundle['application/json'] as Bundle;
}
