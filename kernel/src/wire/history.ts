type Entry = [session: number, line: number, input: string];

/** The inputs of this session, for `history_request`. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push([0, line, input]);
  }

  /** Answers by the protocol's three kinds of access: tail, search and range. */
  answer(request: Record<string, unknown>): { status: 'ok'; history: unknown[] } {
    const entries = this.#select(request);
    const history = request.output
      ? entries.map(([session, line, input]) => [session, line, [input, null]])
      : entries;
    return { status: 'ok', history };
  }

  #select(request: Record<string, unknown>): Entry[] {
    const count = typeof request.n === 'number' && request.n > 0 ? request.n : undefined;
    switch (request.hist_access_type) {
      case 'tail':
        return count === undefined ? [...this.#entries] : this.#entries.slice(-count);
      case 'search': {
        const pattern = globPattern(String(request.pattern ?? '*'));
        let found = this.#entries.filter(([, , input]) => pattern.test(input));
        if (request.unique) found = [...new Map(found.map((entry) => [entry[2], entry])).values()];
        return count === undefined ? found : found.slice(-count);
      }
      case 'range': {
        if (typeof request.session === 'number' && request.session > 0) return [];
        const start = typeof request.start === 'number' ? request.start : 0;
        const stop = typeof request.stop === 'number' ? request.stop : Number.POSITIVE_INFINITY;
        return this.#entries.filter(([, line]) => line >= start && line < stop);
      }
      default:
        return [];
    }
  }
}

/** `*` and `?` as in a shell; everything else stands for itself. */
function globPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
