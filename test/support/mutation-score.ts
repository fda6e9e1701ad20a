import type { Derivation } from 'optlab';

export interface MutationScore {
  killed: number;
  total: number;
  /** Mutants that are true and listed. */
  equivalent: number;
  /** What is wrong: mutants that no check rejects, and listed ones that one does. */
  complaints: string[];
}

/**
 * Checks every mutant of some derivations.
 *
 * @param equivalent changes that leave a true statement, `title: what was changed`, each with the reason
 */
export function mutationScore(
  derivations: readonly Derivation[],
  equivalent: Readonly<Record<string, string>>,
): MutationScore {
  const score: MutationScore = { killed: 0, total: 0, equivalent: 0, complaints: [] };
  for (const { derivation, mutant } of derivations.flatMap(withMutants)) {
    const label = `${derivation.parts.title}: ${mutant.description}`;
    const isListed = Object.hasOwn(equivalent, label);
    const isRejected = mutant.rejected();
    if (isListed) score.equivalent++;
    else score.total++;
    if (isListed && isRejected) score.complaints.push(`listed as equivalent, but rejected: ${label}`);
    if (isListed) continue;
    if (isRejected) score.killed++;
    else score.complaints.push(`survived: ${label}`);
  }
  return score;
}

const withMutants = (derivation: Derivation) =>
  derivation.mutants().map((mutant) => ({ derivation, mutant }));

/** For the log of a test run: `mutants killed: 12/12 in gradient descent; equivalent: 1`. */
export function printScore(subject: string, { killed, total, equivalent }: MutationScore): void {
  process.stdout.write(`mutants killed: ${killed}/${total} in ${subject}; equivalent: ${equivalent}\n`);
}
