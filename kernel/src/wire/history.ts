import { randomUUID } from 'node:crypto';
import { HistoryFile, type StoredInput } from './history-file';

/** An input with, if this kernel ran it and it showed one, the text of its result. */
interface Entry {
  session: number;
  line: number;
  input: string;
  output: string | null;
}

type Request = Record<string, unknown>;

/** What one kernel remembers itself; earlier inputs are in the file only. */
const rememberedInputs = 10_000;
const outputCharacters = 10_000;
/** Inputs of this time are written together, so that no cell waits for the disk. */
const writeMilliseconds = 50;

/** The inputs of this and of earlier sessions, for `history_request`. */
export class History {
  readonly #kernel = randomUUID();
  readonly #own: Omit<Entry, 'session'>[] = [];
  #file: HistoryFile | undefined;
  #session: number | undefined;
  #unwritten: Omit<StoredInput, 'session' | 'kernel'>[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param path the file to store inputs in; without it they are kept for the session
   * @param warn tells the user, once, that the file cannot be used
   */
  constructor(
    path: string | undefined,
    readonly warn: (line: string) => void,
  ) {
    this.#file = path === undefined ? undefined : new HistoryFile(path);
  }

  add(line: number, input: string): void {
    this.#own.push({ line, input, output: null });
    if (this.#own.length > rememberedInputs) this.#own.shift();
    if (!this.#file) return;
    this.#unwritten.push({ line, input });
    this.#timer ??= setTimeout(() => void this.written(), writeMilliseconds);
  }

  addOutput(line: number, output: unknown): void {
    const last = this.#own.at(-1);
    if (last?.line === line && typeof output === 'string') last.output = output.slice(0, outputCharacters);
  }

  /** Resolves when every input so far is in the file. */
  written(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Answers by the protocol's three kinds of access: tail, search and range. */
  async answer(request: Request): Promise<object> {
    const { hist_access_type: access } = request;
    const select = selections.get(String(access));
    if (!select) {
      const evalue = `hist_access_type is ${JSON.stringify(access) ?? 'missing'}; it must be 'tail', 'search' or 'range'.`;
      return { status: 'error', ename: 'ValueError', evalue, traceback: [evalue] };
    }
    await this.written();
    const stored = await this.#stored();
    const others = stored.filter(({ kernel }) => kernel !== this.#kernel);
    const session = stored.find(({ kernel }) => kernel === this.#kernel)?.session ?? next(others);
    const earlier = others.map(({ session, line, input }) => ({ session, line, input, output: null }));
    // What was run here comes last, also beside kernels that started later: it is what a console's arrow-up means.
    const all: Entry[] = [...earlier, ...this.#own.map((entry) => ({ session, ...entry }))];
    const history = select(all, session, request).map(({ session, line, input, output }) => [
      session,
      line,
      request.output === true ? [input, output] : input,
    ]);
    return { status: 'ok', history };
  }

  async #write(): Promise<void> {
    const inputs = this.#unwritten.splice(0);
    if (!this.#file || inputs.length === 0) return;
    try {
      this.#session ??= next(await this.#file.read());
      const own = { session: this.#session, kernel: this.#kernel };
      await this.#file.append(inputs.map((input) => ({ ...own, ...input })));
    } catch (error) {
      this.#giveUp(error);
    }
  }

  async #stored(): Promise<StoredInput[]> {
    try {
      return distinct((await this.#file?.read()) ?? []);
    } catch (error) {
      this.#giveUp(error);
      return [];
    }
  }

  #giveUp(error: unknown): void {
    if (!this.#file) return;
    this.warn(`history is kept for this session only: ${(error as Error).message}`);
    this.#file = undefined;
  }
}

function next(stored: StoredInput[]): number {
  return 1 + stored.reduce((most, { session }) => Math.max(most, session), 0);
}

/** Kernels that started at the same time took the same number: the later one in the file is counted on. */
function distinct(stored: StoredInput[]): StoredInput[] {
  const numbers = new Map<string, number>();
  let last = 0;
  for (const { kernel, session } of stored) {
    if (numbers.has(kernel)) continue;
    last = Math.max(session, last + 1);
    numbers.set(kernel, last);
  }
  return stored
    .map((entry) => ({ ...entry, session: numbers.get(entry.kernel) ?? entry.session }))
    .sort((a, b) => a.session - b.session || a.line - b.line);
}

type Select = (all: Entry[], session: number, request: Request) => Entry[];

const tail: Select = (all, _, { n }) => lastOf(all, n);

const search: Select = (all, _, { pattern, unique, n }) => {
  const matches = globPattern(typeof pattern === 'string' ? pattern : '*');
  const found = all.filter(({ input }) => matches.test(input));
  return lastOf(unique === true ? latestOfEach(found) : found, n);
};

/** Session 0 is this one, -1 the one before; lines count from 1, negative ones from the end, `stop` is excluded. */
const range: Select = (all, current, { session, start, stop }) => {
  const wanted = integer(session, 0);
  const number = wanted > 0 ? wanted : current + wanted;
  const entries = all.filter((entry) => entry.session === number);
  const end = (entries.at(-1)?.line ?? 0) + 1;
  const from = integer(start, 1);
  const to = integer(stop, 0);
  const first = from < 0 ? from + end : from;
  const last = to > 0 ? to : to + end;
  const found = entries.filter(({ line }) => line >= first && line < last);
  return wanted === 0 ? found.map((entry) => ({ ...entry, session: 0 })) : found;
};

const selections = new Map(Object.entries({ tail, search, range }));

function integer(value: unknown, otherwise: number): number {
  return Number.isInteger(value) ? (value as number) : otherwise;
}

function lastOf(entries: Entry[], n: unknown): Entry[] {
  if (!Number.isInteger(n)) return entries;
  return (n as number) > 0 ? entries.slice(-(n as number)) : [];
}

function latestOfEach(entries: Entry[]): Entry[] {
  const latest = new Map<string, Entry>();
  for (const entry of entries) {
    latest.delete(entry.input);
    latest.set(entry.input, entry);
  }
  return [...latest.values()];
}

/** `*`, `?`, `[a-z]` and `[^a-z]` as in SQLite's GLOB, which IPython's history uses. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[(\^?\]?[^\]]*)\]|[\s\S]/g, (piece, members?: string) => {
    if (members !== undefined && members !== '' && members !== '^') return oneOf(members);
    if (piece === '*') return '.*';
    if (piece === '?') return '.';
    return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    // A range that ends before it starts matches nothing.
    return /(?!)/;
  }
}

function oneOf(members: string): string {
  const negated = members.startsWith('^');
  const escaped = members.slice(negated ? 1 : 0).replace(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^' : ''}${escaped}]`;
}
