import { type Emission, lessOne } from './emission';
import { eachRound, writeValue } from './forward';
import type { Node, Region } from './graph';

/** Nodes whose indices or bounds are looked at, by their numbers in the written code. */
export type Looked = (Node & { kind: 'entry' | 'row' | 'loop' })[];

/**
 * Writes what depends on data alone, with a look at every index and every bound of a sum: code that calls
 * `fail(number, values)` for one that is out of range. What a condition on data leaves out is not looked at.
 */
export function writeChecks(emission: Emission, region: Region, result: Node): Looked {
  const looked: Looked = [];
  const readers = readersOf(emission);
  const inRegion = (part: Region, end: Node): void => {
    const conditions = new Map<Node, string>([[end, 'true']]);
    const whenRead = (node: Node): string => {
      const known = conditions.get(node);
      if (known !== undefined) return known;
      const texts = (readers.get(node) ?? []).map((reader) => {
        if (reader.region !== part) return 'true';
        return both(whenRead(reader), whenChosen(emission, reader, node));
      });
      const text = texts.includes('true') ? 'true' : texts.join(' || ');
      conditions.set(node, text === 'true' ? text : `(${text})`);
      return conditions.get(node) as string;
    };
    const { code } = emission;
    for (const node of emission.nodesOf(part)) {
      if (node.kind === 'entry' || node.kind === 'row' || node.kind === 'loop') {
        const test = testOf(emission, node);
        const values = (node.kind === 'loop' ? node.args.slice(0, 2) : node.args.slice(1)).map(
          (arg) => emission.scalar(arg).text,
        );
        code.write(
          `if (${both(whenRead(node), `!(${test})`)}) fail(${looked.length}, [${values.join(', ')}]);`,
        );
        looked.push(node);
      }
      if (!node.active) writeValue(emission, node);
      if (node.kind !== 'loop') continue;
      code.write(`if (${whenRead(node)}) {`);
      eachRound(emission, node, () => inRegion(node.body, node.term));
      code.write('}');
    }
  };
  inRegion(region, result);
  return looked;
}

const both = (a: string, b: string): string => (a === 'true' ? b : b === 'true' ? a : `${a} && ${b}`);

function readersOf({ live }: Emission): Map<Node, Node[]> {
  const readers = new Map<Node, Node[]>();
  for (const node of live) for (const arg of node.args) readers.set(arg, [...(readers.get(arg) ?? []), node]);
  return readers;
}

/** The condition under which a choice takes the one of its arguments. */
function whenChosen(emission: Emission, reader: Node, node: Node): string {
  if (reader.kind !== 'map' || reader.name !== 'select') return 'true';
  const [condition, yes, no] = reader.args;
  const text = emission.scalars.get(condition)?.text;
  if (text === undefined || condition === node || yes === no) return 'true';
  return node === yes ? `${text}` : `!${text}`;
}

function testOf(emission: Emission, node: Looked[number]): string {
  const isWithin = (index: Node, length: number) => {
    const at = lessOne(emission.code, emission.scalar(index));
    return `Number.isInteger(${at}) && ${at} >= 0 && ${at} < ${length}`;
  };
  if (node.kind === 'loop') {
    const [from, to] = node.args.map((arg) => emission.scalars.get(arg)?.text);
    return `Number.isInteger(${from}) && Number.isInteger(${to}) && ${to} >= ${from} - 1`;
  }
  const [matrix, row, column] = node.args;
  const test = isWithin(row, matrix.shape.rows);
  return node.kind === 'row' ? test : `${test} && ${isWithin(column, matrix.shape.columns)}`;
}
