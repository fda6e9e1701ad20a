import { isObject } from './check-object';
import { InvalidInput } from './invalid-input';

/**
 * Refuses options that do not exist: TypeScript finds a misspelt one, plain JavaScript would take the default for it.
 *
 * Only keys of the object's own count; options that are left out altogether are fine.
 *
 * @param subject whose options: `descend`
 * @param allowed every option that there is
 * @param noun what one of them is called
 * @throws InvalidInput for what is no object, and for an unknown key, naming the nearest of those allowed
 */
export function onlyOptions<Options extends object>(
  subject: string,
  options: unknown,
  allowed: readonly (keyof Options & string)[],
  noun = 'option',
): void {
  if (options === undefined) return;
  const names: readonly string[] = allowed;
  // In words only for an error: they take longer than a short minimization.
  const listed = () => allowed.join(', ');
  if (!isObject(options)) {
    const wanted = allowed.length > 0 ? `an object with ${listed()}` : 'an object';
    throw new InvalidInput({ subject: `${subject}: ${noun}s`, given: options, allowed: wanted });
  }
  const given = Object.keys(options).find((key) => !names.includes(key));
  if (given === undefined) return;
  const meant = nearest(given, names);
  throw new InvalidInput({
    subject: `${subject}: ${noun}`,
    given,
    allowed: allowed.length > 0 ? `one of ${listed()}` : 'left out',
    remedy: meant === undefined ? undefined : `Did you mean ${meant}?`,
  });
}

/** The name that the fewest typing errors part from the one given, if those are few for its length. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const errors = names.map((name) => distance(given.toLowerCase(), name.toLowerCase()));
  const fewest = Math.min(...errors);
  const name = names[errors.indexOf(fewest)];
  return fewest <= Math.max(1, Math.min(given.length, name?.length ?? 0) / 2) ? name : undefined;
}

/**
 * Single-character insertions, deletions, substitutions and exchanges of neighbors that lead from a to b.
 *
 * @see Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964
 */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [above, before] = [rows[i - 1], rows[i - 2]];
      const changed = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, changed);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
