/**
 * The name under which something was saved for a variable. A second copy of a model in one process has its variables
 * numbered: what was saved for dense/kernel is for dense/kernel_1 too, where it fits and dense/kernel is not there to
 * claim it.
 *
 * @param present the names of all variables of the step
 */
export function savedName<Kept>(
  saved: ReadonlyMap<string, Kept>,
  name: string,
  fits: (kept: Kept) => boolean,
  present: ReadonlySet<string>,
): string | undefined {
  if (saved.has(name)) return name;
  for (const [other, kept] of saved) {
    if (unnumbered(other) === unnumbered(name) && !present.has(other) && fits(kept)) return other;
  }
  return undefined;
}

const unnumbered = (name: string): string => name.replace(/_\d+$/, '');
