import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { scalarFunction } from './functions';
import { javascript } from './javascript';
import { argumentsOf, type Program, reachable, type Value } from './program';

/** Numbers by name. */
export type Scalars = Readonly<Record<string, number>>;

/** Uniform values, from the declared scalars and the sums of earlier passes (by value position). */
export type ScalarFunction = (scalars: Scalars, sums: ReadonlyMap<number, number>) => number[];

/** Compiles the scalar mathematics behind the wanted values to one function; all of it runs in float64. */
export function toScalars({ values }: Program, wanted: readonly number[]): ScalarFunction {
  const order = reachable(values, wanted, ({ kind }) => kind === 'sum');
  const calls = new Map<string, (...args: number[]) => number>();
  const source = (value: Value, id: number): string => {
    switch (value.kind) {
      case 'scalar':
        return `scalars[${JSON.stringify(value.name)}]`;
      case 'constant':
        return Object.is(value.value, -0) ? '-0' : String(value.value);
      case 'sum':
        return `sums.get(${id})`;
      case 'call': {
        const arity = value.args.length;
        calls.set(
          `${value.name}${arity}`,
          scalarFunction(value.name, arity) as (...args: number[]) => number,
        );
        return `calls.get('${value.name}${arity}')(${argumentsOf(value).map((arg) => `x${arg}`)})`;
      }
      case 'operation':
        return javascript[value.operation](...value.args.map((arg) => `x${arg}`));
      case 'array':
        throw new Error(`array ${value.name} is no scalar`);
    }
  };
  const lines = order.map((id) => `const x${id} = ${source(values[id], id)};`);
  const body = `${lines.join('\n')}\nreturn [${wanted.map((id) => `x${id}`).join(', ')}];`;
  const run = new Function('scalars', 'sums', 'calls', body);
  const named = order.flatMap((id) => {
    const value = values[id];
    return value.kind === 'scalar' ? [value.name] : [];
  });
  return (scalars, sums) => {
    checkObject('scalars', scalars, 'an object of numbers by symbol');
    for (const name of named) {
      if (typeof scalars[name] !== 'number') {
        throw new InvalidInput({ subject: `scalar ${name}`, given: scalars[name], allowed: 'a number' });
      }
    }
    return run(scalars, sums, calls) as number[];
  };
}
