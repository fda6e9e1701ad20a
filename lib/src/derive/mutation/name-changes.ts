import { AccessorNode, IndexNode, type MathNode, SymbolNode } from 'mathjs';
import { syntax } from '../../formula/nodes';
import { num, operate } from '../language/build-nodes';
import type { Setting } from '../points/setting';
import { type Change, shifted } from './nodes';

/** An item of a sequence or an entry: its neighbours, with a sign, doubled, or of another sequence. */
export function itemChanges(
  item: MathNode,
  target: MathNode,
  indices: MathNode[],
  setting: Setting,
): Change[] {
  const at = (whole: MathNode, places: MathNode[]) => new AccessorNode(whole as never, new IndexNode(places));
  const neighbours = indices.flatMap((index, i) =>
    ([1, -1] as const).map((by) => ({
      change: `index ${by > 0 ? '+' : '-'} 1`,
      replacement: at(
        target,
        indices.map((each, j) => (i === j ? shifted(index, by) : each)),
      ),
    })),
  );
  const read = syntax(target);
  const others = read.type === 'name' ? alikeTo(read.name, setting) : [];
  return [
    ...neighbours,
    { change: `sign of ${item}`, replacement: operate('-', 'unaryMinus', item) },
    { change: `factor 2 on ${item}`, replacement: operate('*', 'multiply', num(2), item) },
    ...others.map((other) => ({
      change: `operand -> ${other}`,
      replacement: at(new SymbolNode(other), indices),
    })),
  ];
}

/** The next name of the same kind, if there is one. */
function alikeTo(name: string, setting: Setting): string[] {
  const { assumptions } = setting;
  const isPlain = (each: string) => !assumptions[each].integer && !assumptions[each].definition;
  if (!Object.hasOwn(assumptions, name) || !isPlain(name)) return [];
  const alike = setting.names.filter(
    (each) => assumptions[each].kind === assumptions[name].kind && isPlain(each),
  );
  const other = alike[(alike.indexOf(name) + 1) % alike.length];
  return other === name ? [] : [other];
}

export const constantChanges = (value: number): Change[] => [
  { change: `number ${value} -> ${value + 1}`, replacement: num(value + 1) },
  ...(value === 0
    ? []
    : [{ change: `sign of ${value}`, replacement: operate('-', 'unaryMinus', num(value)) }]),
];

/** A name: with a sign, doubled, transposed, or replaced by the next name of its kind. */
export function nameChanges(name: string, setting: Setting, bound: readonly string[]): Change[] {
  const assumption = setting.assumptions[name];
  const symbol = new SymbolNode(name);
  const sign = { change: `sign of ${name}`, replacement: operate('-', 'unaryMinus', symbol) };
  const factor = { change: `factor 2 on ${name}`, replacement: operate('*', 'multiply', num(2), symbol) };
  if (bound.includes(name)) return [{ change: `index ${name} + 1`, replacement: shifted(symbol, 1) }];
  if (!assumption || assumption.kind === 'sequence') return [];
  if (assumption.integer) return [{ change: `${name} + 1`, replacement: shifted(symbol, 1) }, factor];
  const operand = alikeTo(name, setting).map((other) => ({
    change: `operand ${name} -> ${other}`,
    replacement: new SymbolNode(other),
  }));
  const { shape, symmetric } = assumption;
  const isSquare = shape !== undefined && shape.rows === shape.columns && shape.rows !== 1;
  const transpose =
    isSquare && !symmetric
      ? [{ change: `transpose on ${name}`, replacement: operate("'", 'ctranspose', symbol) }]
      : [];
  return [sign, factor, ...operand, ...transpose];
}
