import type { Program } from './program';
import { type Scalars, toScalars } from './to-scalars';

/** One tensor's share of a run: its scalars, and how to take one pass over its arrays. */
export interface Part {
  scalars: Scalars;
  /** Takes a pass and returns its sums, in the order of `Pass.sums`. */
  run(pass: number, uniforms: readonly number[]): readonly number[];
}

/** Runs all passes over all parts; returns the scalar state of each part after it. */
export type Runner = (parts: readonly Part[]) => Scalars[];

/** What every execution shares: the order of the passes, the scalars between them, and what the sums run over. */
export function toRunner(program: Program): Runner {
  const { values, passes, scalarStores } = program;
  const uniformsOf = passes.map(({ uniforms }) => toScalars(program, uniforms));
  const stateOf = toScalars(
    program,
    scalarStores.map(({ value }) => value),
  );
  const isGlobal = (id: number): boolean => {
    const value = values[id];
    return value.kind === 'sum' && value.over === 'step';
  };
  return (parts) => {
    const sums = parts.map(() => new Map<number, number>());
    for (const [i, pass] of passes.entries()) {
      const overall = new Map(pass.sums.filter(isGlobal).map((id) => [id, 0]));
      for (const [k, part] of parts.entries()) {
        const totals = part.run(i, uniformsOf[i](part.scalars, sums[k]));
        for (const [j, id] of pass.sums.entries()) {
          const before = overall.get(id);
          if (before === undefined) sums[k].set(id, totals[j]);
          else overall.set(id, before + totals[j]);
        }
      }
      for (const own of sums) for (const [id, total] of overall) own.set(id, total);
    }
    return parts.map(({ scalars }, k) => {
      const state = stateOf(scalars, sums[k]);
      return Object.fromEntries(scalarStores.map(({ name }, i) => [name, state[i]]));
    });
  };
}
