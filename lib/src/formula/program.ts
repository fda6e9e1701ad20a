/** The precision in which a formula runs; float32 rounds after every single operation. */
export type Precision = 'float32' | 'float64';

/** Elementwise operations that every execution knows; `greater` is `less` with its arguments exchanged. */
export type Operation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'sqrt'
  | 'abs'
  | 'sign'
  | 'max'
  | 'min'
  | 'exp'
  | 'log'
  | 'power'
  | 'less'
  | 'lessEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'not'
  | 'select';

/** What computes a value; `args` are positions of earlier values. */
export type Source =
  | { kind: 'array'; name: string }
  | { kind: 'scalar'; name: string }
  | { kind: 'constant'; value: number }
  | { kind: 'operation'; operation: Operation; args: readonly number[] }
  /** One of mathjs' functions, on scalars alone. */
  | { kind: 'call'; name: string; args: readonly number[] }
  /** The sum over all elements of an array-valued argument: a scalar of the next pass. */
  | { kind: 'sum'; over: Scope; args: readonly [number] };

/** What a sum runs over: one tensor, or all those that a step updates. */
export type Scope = 'tensor' | 'step';

/** One value of a program in static single assignment form. */
export type Value = Source & {
  type: 'real' | 'condition';
  /** The same for every element: computed once a step, in float64, outside the loop. */
  uniform: boolean;
  /** The pass that can compute it: one more than the pass that computes the last sum that it needs. */
  pass: number;
};

/** One trip over the arrays: which values it stores into arrays, and which it sums up. */
export interface Pass {
  /** The values, by position and in order, that are computed for each element. */
  body: readonly number[];
  /** The scalars, by position, that the body reads. */
  uniforms: readonly number[];
  loads: readonly string[];
  stores: readonly { name: string; value: number }[];
  /** Positions of the `sum` values that this pass computes. */
  sums: readonly number[];
}

/**
 * A formula as a list of values without repetition, and the passes over the arrays that compute them.
 * Only the last pass stores; earlier ones read and sum, so that nothing but the result needs memory.
 */
export interface Program {
  values: readonly Value[];
  passes: readonly Pass[];
  /** The scalar state after the step; all passes have to be over. */
  scalarStores: readonly { name: string; value: number }[];
}

export const argumentsOf = (value: Value): readonly number[] => ('args' in value ? value.args : []);

/** Plans the passes that leave `results` in the arrays, and then `scalarResults`, both by name, in the scalar state. */
export function planPasses(
  values: readonly Value[],
  results: ReadonlyMap<string, number>,
  scalarResults: ReadonlyMap<string, number> = new Map(),
): Program {
  const roots = [...results.values(), ...scalarResults.values()];
  const final = Math.max(0, ...roots.map((id) => values[id].pass));
  const wanted = [...results].map(([name, value]) => ({ name, value }));
  const scalarStores = [...scalarResults].map(([name, value]) => ({ name, value }));
  const sums = reachable(values, roots).filter((id) => values[id].kind === 'sum');
  const passes = Array.from({ length: final + 1 }, (_, pass): Pass => {
    const stores = pass === final ? wanted : [];
    const own = sums.filter((id) => values[id].pass === pass + 1);
    const roots = [...stores.map(({ value }) => value), ...own.map((id) => argumentsOf(values[id])[0])];
    const needed = reachable(values, roots, (value) => value.uniform);
    return {
      body: needed.filter((id) => !values[id].uniform),
      uniforms: needed.filter((id) => values[id].uniform),
      loads: needed.flatMap((id) => {
        const value = values[id];
        return value.kind === 'array' ? [value.name] : [];
      }),
      stores,
      sums: own,
    };
  });
  return { values, passes, scalarStores };
}

/** The positions, in order, of all values that `roots` depend on, not looking behind those that `stop` holds for. */
export function reachable(
  values: readonly Value[],
  roots: readonly number[],
  stop: (value: Value) => boolean = () => false,
): number[] {
  const seen = new Set<number>();
  const visit = (id: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    if (!stop(values[id])) argumentsOf(values[id]).forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].sort((a, b) => a - b);
}
