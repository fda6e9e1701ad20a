import type { Segment } from '../../shared/messages';

interface Edit {
  start: number;
  end: number;
  text: string;
  rank: Rank;
  order: number;
  map?: Segment[];
}

/** The order of changes at one position. */
enum Rank {
  Close,
  End,
  Open,
  Replace,
}

/** Changes to a text, applied all at once, with a map from the new text to the old. */
export class Edits {
  readonly #edits: Edit[] = [];

  constructor(readonly source: string) {}

  /** Text before what stands at `position`; outer openings are added before inner ones. */
  open(position: number, text: string): { text: string } {
    return this.#add({ start: position, end: position, text, rank: Rank.Open });
  }

  /** Text behind what ends at `position`; inner closings are added before outer ones. */
  close(position: number, text: string): void {
    this.#add({ start: position, end: position, text, rank: Rank.Close });
  }

  /** A semicolon behind everything else that closes at `position`. */
  end(position: number): void {
    this.#add({ start: position, end: position, text: ';', rank: Rank.End });
  }

  /** New text for a range; `map` leads from the new text to the source where more than its start is known. */
  replace(start: number, end: number, text: string, map?: Segment[]): void {
    this.#add({ start, end, text, rank: Rank.Replace, map });
  }

  /** Spaces for a range, line breaks kept. */
  blank(start: number, end: number): void {
    this.replace(start, end, this.source.slice(start, end).replace(/[^\n]/g, ' '));
  }

  /** The edited text of a range. */
  render(from: number, to: number): { code: string; map: Segment[] } {
    const edits = this.#edits
      .filter((edit) => this.#belongs(edit, from, to))
      .sort((a, b) => a.start - b.start || a.rank - b.rank || b.end - a.end || a.order - b.order);
    let code = '';
    let position = from;
    const map: Segment[] = [];
    const keep = (until: number) => {
      if (until <= position) return;
      map.push([code.length, position, true]);
      code += this.source.slice(position, until);
      position = until;
    };
    for (const { start, end, text, map: inner } of edits) {
      if (start < position) continue; // inside a range that was replaced as a whole
      keep(start);
      map.push([code.length, start, false]);
      for (const [generated, source, verbatim] of inner ?? []) {
        map.push([code.length + generated, start + source, verbatim]);
      }
      code += text;
      position = Math.max(position, end);
    }
    keep(to);
    return { code, map };
  }

  /** At the borders of a range, what opens belongs to the text behind it and what closes to the text before. */
  #belongs({ start, end, rank }: Edit, from: number, to: number): boolean {
    if (start < from || end > to) return false;
    const closes = rank === Rank.Close || rank === Rank.End;
    if (closes) return start > from || from === 0;
    return start < to || to === this.source.length;
  }

  #add(edit: Omit<Edit, 'order'>): Edit {
    const added = { ...edit, order: this.#edits.length };
    this.#edits.push(added);
    return added;
  }
}

/** Two rendered pieces, one after the other. */
export function join(pieces: (string | { code: string; map: Segment[] })[]): {
  code: string;
  map: Segment[];
} {
  let code = '';
  const map: Segment[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      code += piece;
      continue;
    }
    for (const [generated, source, verbatim] of piece.map)
      map.push([code.length + generated, source, verbatim]);
    code += piece.code;
  }
  return { code, map };
}
