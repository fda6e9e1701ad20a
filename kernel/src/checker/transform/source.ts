import type { Runnable } from '../../shared/messages';

/** The cell as it was written, of which the transformed text had `before` characters more at its beginning. */
export function withSource(cell: Runnable, source: string, before: number): Runnable {
  if (before === 0) return { ...cell, source };
  const map = cell.map.map(([generated, at, verbatim]): Runnable['map'][number] => [
    generated,
    Math.max(0, at - before),
    verbatim,
  ]);
  return { ...cell, map, source };
}
