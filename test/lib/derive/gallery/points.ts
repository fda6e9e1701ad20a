import { matrix } from 'mathjs';
import type { Assumptions, PlainValue } from 'optlab';
import { Setting } from '../../../../lib/src/derive/points/setting';
import { type Outside, outsideValue, type Values } from './outside';

/** Points of the assumptions as mathjs' own values; names that are defined are computed outside too. */
export function pointsOf(assumptions: Assumptions, count: number, seed: number): Values[] {
  const setting = new Setting(assumptions);
  return setting.points(count, seed).map((point) => {
    const values: Record<string, Outside> = {};
    for (const name of setting.names) {
      const { definition, random } = setting.assumptions[name];
      // A random name has no value, only averages.
      if (random) continue;
      values[name] = definition === undefined ? outsideOf(point[name]) : outsideValue(definition, values);
    }
    return values;
  });
}

type Inside =
  | number
  | {
      kind: string;
      rows?: number;
      columns?: number;
      data?: ArrayLike<number>;
      first?: number;
      items?: Inside[];
    };

function outsideOf(value: unknown): Outside {
  const given = value as Inside;
  if (typeof given === 'number') return given;
  if (given.kind === 'sequence')
    return { first: given.first ?? 1, items: (given.items ?? []).map(outsideOf) };
  const { rows = 1, columns = 1, data = [] } = given;
  if (rows === 1 && columns === 1) return data[0];
  return matrix(
    Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => data[r * columns + c])),
  );
}

/** The values of a counterexample as mathjs' own; an array is a vector, unless its assumption says that it is a sequence. */
export function valuesOf(given: Readonly<Record<string, PlainValue>>, assumptions: Assumptions): Values {
  const setting = new Setting(assumptions);
  const values: Record<string, Outside> = {};
  for (const name of setting.names) {
    const { definition, kind, random } = setting.assumptions[name];
    if (random) continue;
    const value = given[name];
    if (definition !== undefined) values[name] = outsideValue(definition, values);
    else if (typeof value === 'number') values[name] = value;
    else if (kind === 'sequence') values[name] = { first: 1, items: value.map((item) => outsideFrom(item)) };
    else values[name] = outsideFrom(value);
  }
  return values;
}

const outsideFrom = (value: PlainValue): Outside =>
  typeof value === 'number'
    ? value
    : matrix(value.map((row) => (typeof row === 'number' ? [row] : (row as number[]))));
