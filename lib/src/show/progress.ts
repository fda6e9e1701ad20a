import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { type Displayable, displaySymbol } from './displayable';
import { escapeHtml } from './html';
import { type DisplayHandle, notebookDisplay } from './notebook';

/** What {@link progress} may be told. */
export interface ProgressOptions {
  /** What is being done: `seeds`, `training`; default `progress`. */
  label?: string;
  /** How many items an iterable brings, where it does not say so by `length` or `size`. */
  total?: number;
}

/** A bar that its owner moves. */
export interface Progress {
  /** Moves the bar on by `by` (default 1) and shows a note beside it. */
  advance(by?: number, note?: string): void;
  /** Ends it and leaves one line; called by itself when the total is reached. */
  finish(note?: string): void;
}

/** Milliseconds between two drawings: quick enough to look alive, slow enough not to load the front end. */
const interval = 100;

/**
 * Shows how far long work has come: one display, updated in place at most ten times a second, which ends as
 * one line of text. On a terminal one line is rewritten; in a log file only the last line is written.
 *
 * @param work how many steps there are, or what to walk through
 * @returns a bar to move by hand for a number; for an iterable the same items, counted as they are taken
 * @throws InvalidInput for an unknown option, or if the total is not a whole number of steps
 * @example
 * ```ts
 * const squares = [];
 * for (const n of progress([1, 2, 3], { label: 'squares' })) squares.push(n * n);
 * squares // [ 1, 4, 9 ]
 * ```
 */
export function progress(work: number, options?: ProgressOptions): Progress;
export function progress<T>(work: Iterable<T>, options?: ProgressOptions): Generator<T, void, undefined>;
export function progress<T>(
  work: AsyncIterable<T>,
  options?: ProgressOptions,
): AsyncGenerator<T, void, undefined>;
export function progress<T>(
  work: number | Iterable<T> | AsyncIterable<T>,
  options: ProgressOptions = {},
): Progress | Generator<T, void, undefined> | AsyncGenerator<T, void, undefined> {
  onlyOptions<ProgressOptions>('progress', options, ['label', 'total']);
  if (typeof work === 'number') return new Bar(options.label, wholeNumber(work));
  const { total = sizeOf(work), label } = options;
  if (total !== undefined) wholeNumber(total);
  if (typeof work === 'object' && work !== null && Symbol.asyncIterator in work)
    return countAsync(work, label, total);
  if (typeof (work as Iterable<T> | undefined)?.[Symbol.iterator] === 'function')
    return count(work, label, total);
  throw new InvalidInput({
    subject: 'progress: work',
    given: work,
    allowed: 'a number of steps or an iterable',
  });
}

function* count<T>(work: Iterable<T>, label?: string, total?: number): Generator<T, void, undefined> {
  const bar = new Bar(label, total);
  try {
    for (const item of work) {
      yield item;
      bar.advance();
    }
    bar.complete();
  } finally {
    bar.finish(); // also when the loop's body breaks or throws
  }
}

async function* countAsync<T>(work: AsyncIterable<T>, label?: string, total?: number) {
  const bar = new Bar(label, total);
  try {
    for await (const item of work) {
      yield item;
      bar.advance();
    }
    bar.complete();
  } finally {
    bar.finish();
  }
}

class Bar implements Progress {
  readonly #label: string;
  readonly #start = performance.now();
  readonly #line = openLine();
  #total: number | undefined;
  #done = 0;
  #drawn = Number.NEGATIVE_INFINITY;
  #finished = false;
  #note = '';

  constructor(label = 'progress', total?: number) {
    this.#label = label;
    this.#total = total;
    this.#draw();
    if (total === 0) this.finish();
  }

  advance(by = 1, note = this.#note): void {
    if (!Number.isFinite(by) || by < 0) {
      throw new InvalidInput({
        subject: 'progress: advance by',
        given: by,
        allowed: 'a finite number, 0 or more',
      });
    }
    if (this.#finished) return;
    this.#done += by;
    this.#note = note;
    if (this.#total !== undefined && this.#done >= this.#total) this.finish(note);
    else this.#draw();
  }

  /** An iterable that is used up is done, however many items were foretold. */
  complete(): void {
    this.#total = this.#done;
  }

  finish(note = this.#note): void {
    if (this.#finished) return;
    this.#finished = true;
    const whole = this.#total === undefined || this.#done >= this.#total;
    const counted = whole ? `${this.#done}` : `stopped at ${this.#done} of ${this.#total}`;
    const seconds = duration(performance.now() - this.#start);
    this.#line.close(`${this.#label}: ${counted} in ${seconds}${note ? `, ${note}` : ''}`);
  }

  #draw(): void {
    const now = performance.now();
    if (now - this.#drawn < interval) return;
    this.#drawn = now;
    const spent = now - this.#start;
    const total = this.#total;
    const parts = [
      `${this.#label}: ${this.#done}${total === undefined ? '' : ` of ${total}`}`,
      duration(spent),
    ];
    if (total !== undefined && this.#done > 0) {
      parts.push(`about ${duration((spent / this.#done) * (total - this.#done))} left`);
    }
    if (this.#note) parts.push(this.#note);
    this.#line.draw(parts.join(', '), total === undefined ? undefined : this.#done / total);
  }
}

interface Line {
  draw(words: string, share?: number): void;
  close(words: string): void;
}

function openLine(): Line {
  const display = notebookDisplay();
  if (display) {
    let handle: DisplayHandle | undefined;
    const put = (value: Displayable) => {
      if (handle) handle.update(value);
      else handle = display(value);
    };
    return {
      draw: (words, share) => put(barOf(words, share)),
      close: (words) => put({ [displaySymbol]: () => ({ 'text/plain': words }) }),
    };
  }
  if (process.stderr.isTTY) {
    const rewrite = (words: string) => process.stderr.write(`\r\u001b[2K${words}`);
    return { draw: rewrite, close: (words) => rewrite(`${words}\n`) };
  }
  return { draw: () => {}, close: (words) => console.log(words) };
}

function barOf(words: string, share?: number): Displayable {
  const value = share === undefined ? '' : ` value="${Math.min(1, share).toFixed(3)}"`;
  const html = `<progress max="1"${value} style="width:12em;vertical-align:middle"></progress> ${escapeHtml(words)}`;
  return { [displaySymbol]: () => ({ 'text/html': html, 'text/plain': words }) };
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

function sizeOf(work: object | null | undefined): number | undefined {
  const { length, size } = (work ?? {}) as { length?: unknown; size?: unknown };
  if (typeof length === 'number') return length;
  return typeof size === 'number' ? size : undefined;
}

function wholeNumber(total: number): number {
  if (Number.isInteger(total) && total >= 0) return total;
  throw new InvalidInput({
    subject: 'progress: total',
    given: total,
    allowed: 'a whole number of steps, 0 or more',
  });
}
