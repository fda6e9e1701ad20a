import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** One stored input. `kernel` tells two kernels apart that took the same session number at the same time. */
export interface StoredInput {
  session: number;
  kernel: string;
  line: number;
  input: string;
}

/** The file is set aside when it has grown to this; the one set aside before is given up then. */
const fileBytes = 2_000_000;
/** A longer cell is kept for the session only. */
const inputCharacters = 100_000;

/**
 * The inputs of all sessions, one JSON object a line. Every kernel opens the file anew to append to it, so
 * several can do so at once, and none writes into a file that another has set aside.
 */
export class HistoryFile {
  readonly #setAside: string;
  #isReady: Promise<boolean> | undefined;

  constructor(readonly path: string) {
    this.#setAside = `${path}.1`;
  }

  async append(inputs: StoredInput[]): Promise<void> {
    const lines = inputs
      .filter(({ input }) => input.length <= inputCharacters)
      .map((input) => `${JSON.stringify(input)}\n`);
    if (lines.length === 0) return;
    this.#isReady ??= this.#prepare();
    // The line that another kernel has left unfinished, on a full disk, must not swallow the next one.
    const start = (await this.#isReady) ? '' : '\n';
    await this.#setAsideIfFull();
    await appendFile(this.path, start + lines.join(''), { mode: 0o600 });
    this.#isReady = Promise.resolve(true);
  }

  /** Everything that is stored, oldest first; lines that are no inputs are skipped. */
  async read(): Promise<StoredInput[]> {
    const texts = await Promise.all([this.#setAside, this.path].map(textOf));
    return texts.flatMap((text) => text.split('\n')).flatMap(parse);
  }

  /** Makes the folder; true if the next input can follow what is there. */
  async #prepare(): Promise<boolean> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const text = await textOf(this.path);
    return text === '' || text.endsWith('\n');
  }

  async #setAsideIfFull(): Promise<void> {
    const { size } = await stat(this.path).catch(() => ({ size: 0 }));
    if (size > fileBytes) await rename(this.path, this.#setAside).catch(ignoreMissing);
  }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error) => ignoreMissing(error) ?? '');
}

/** Another kernel may have set the file aside a moment ago. */
function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function parse(line: string): StoredInput[] {
  try {
    const { session, kernel, line: number, input } = JSON.parse(line) as Partial<StoredInput>;
    const isInput =
      Number.isSafeInteger(session) &&
      typeof kernel === 'string' &&
      Number.isSafeInteger(number) &&
      typeof input === 'string';
    return isInput ? [{ session, kernel, line: number, input } as StoredInput] : [];
  } catch {
    return [];
  }
}

const off = new Set(['', '0', 'off', 'false', 'none']);

/**
 * Where the history lies: `OPTLAB_KERNEL_HISTORY` if set (a file, or `off`), else the folder that the system has
 * for a program's state.
 */
export function historyPath(env: NodeJS.ProcessEnv, platform = process.platform): string | undefined {
  const set = env.OPTLAB_KERNEL_HISTORY?.trim();
  if (set !== undefined) return off.has(set.toLowerCase()) ? undefined : fromHome(set);
  return join(stateFolder(env, platform), 'optlab-kernel', 'history.jsonl');
}

function fromHome(path: string): string {
  if (/^~[/\\]/.test(path)) return join(homedir(), path.slice(2));
  return isAbsolute(path) ? path : join(process.cwd(), path);
}

function stateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  // A relative path is invalid by the XDG specification, and ignored.
  if (env.XDG_STATE_HOME && isAbsolute(env.XDG_STATE_HOME)) return env.XDG_STATE_HOME;
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return join(homedir(), '.local', 'state');
}
