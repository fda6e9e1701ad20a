import type { Shown, Sink } from '../main/capture';
import type { Bundle, CellError } from '../shared/messages';

/** One output as notebooks store it. */
export type StoredOutput =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: Bundle; metadata: Bundle }
  | ({ output_type: 'error' } & CellError);

/** More text than this in one stream is cut off: it would travel anew at each change. */
const longestText = 200_000;

/** Collects outputs in the form in which notebooks store them. */
export class Outputs implements Sink {
  readonly #ids = new Map<string, StoredOutput>();
  #list: StoredOutput[] = [];
  #clearsNext = false;

  /** @param changed is called after each change */
  constructor(readonly changed: () => void) {}

  /** The outputs as they are now. */
  get list(): readonly StoredOutput[] {
    return [...this.#list];
  }

  stream(name: 'stdout' | 'stderr', text: string): void {
    this.#clearIfAsked();
    const last = this.#list.at(-1);
    if (last?.output_type === 'stream' && last.name === name) {
      if (last.text.length > longestText) return;
      const joined = last.text + text;
      const note = '\n[more output is not shown here]\n';
      const merged = joined.length > longestText ? joined.slice(0, longestText) + note : joined;
      this.#list[this.#list.length - 1] = { ...last, text: merged };
    } else {
      this.#list.push({ output_type: 'stream', name, text });
    }
    this.changed();
  }

  display({ data, metadata, displayId }: Shown): void {
    this.#clearIfAsked();
    const output: StoredOutput = { output_type: 'display_data', data, metadata };
    this.#list.push(output);
    if (displayId !== '') this.#ids.set(displayId, output);
    this.changed();
  }

  update({ data, metadata, displayId }: Shown): boolean {
    const before = this.#ids.get(displayId);
    if (!before) return false;
    const after: StoredOutput = { output_type: 'display_data', data, metadata };
    this.#list = this.#list.map((each) => (each === before ? after : each));
    this.#ids.set(displayId, after);
    this.changed();
    return true;
  }

  error(error: CellError): void {
    this.#clearIfAsked();
    this.#list.push({ output_type: 'error', ...error });
    this.changed();
  }

  clear(wait: boolean): void {
    this.#clearsNext = wait;
    if (wait) return;
    this.#list = [];
    this.#ids.clear();
    this.changed();
  }

  /** Nothing new has come: what was to be replaced goes. */
  endClear(): void {
    if (this.#clearsNext) this.clear(false);
  }

  #clearIfAsked(): void {
    if (!this.#clearsNext) return;
    this.#clearsNext = false;
    this.#list = [];
    this.#ids.clear();
  }
}
