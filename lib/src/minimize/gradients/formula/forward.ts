import type { Position, Scalar } from './code';
import { type Emission, lessOne } from './emission';
import { isScalar, type Node, type Region } from './graph';

/** Writes the values of everything that a region computes. */
export function writeRegion(emission: Emission, region: Region): void {
  for (const node of emission.nodesOf(region)) writeValue(emission, node);
}

/** Writes the value of one node, whose arguments have been written. */
export function writeValue(emission: Emission, node: Node): void {
  const { code, scalars, views } = emission;
  const alias = emission.aliased(node, (of) => emission.view(of));
  if (alias) {
    views.set(node, alias);
    return;
  }
  switch (node.kind) {
    case 'constant':
      scalars.set(node, code.constant(node.value));
      return;
    case 'variable':
    case 'data': {
      const view = node.kind === 'variable' ? emission.part(node, 'x') : emission.dataView(node);
      views.set(node, view);
      if (isScalar(node)) scalars.set(node, code.load(view, ['0', '0']));
      return;
    }
    case 'entry':
      scalars.set(node, emission.entry(node.args[0], entryPosition(emission, node)));
      return;
    case 'map':
      writeMap(emission, node);
      return;
    case 'product':
      writeProduct(emission, node);
      return;
    case 'reduce':
      scalars.set(node, reduction(emission, node));
      return;
    case 'loop':
      writeLoop(emission, node);
      return;
  }
}

/** Where the entry is in its matrix. */
export function entryPosition(emission: Emission, { args: [, row, column] }: Node): Position {
  return [lessOne(emission.code, emission.scalar(row)), lessOne(emission.code, emission.scalar(column))];
}

function writeMap(emission: Emission, node: Node & { kind: 'map' }): void {
  const { code, scalars, views } = emission;
  if (isScalar(node)) {
    scalars.set(node, code.apply(node.name, ...node.args.map((arg) => emission.scalar(arg))));
    return;
  }
  const view = emission.buffer(node.shape, node.active);
  views.set(node, view);
  code.each(view, (at) => {
    code.store(view, at, code.apply(node.name, ...node.args.map((arg) => emission.entry(arg, at))));
  });
}

function writeProduct(emission: Emission, node: Node): void {
  const { code, scalars, views } = emission;
  const [a, b] = node.args.map((arg) => emission.view(arg));
  const inner = (row: string, column: string): Scalar => {
    const sum = code.accumulator(0, emission.changes(node));
    code.loop('0', String(a.columns - 1), (k) => {
      code.add(sum, code.apply('multiply', code.load(a, [row, k]), code.load(b, [k, column])));
    });
    return code.read(sum);
  };
  if (isScalar(node)) {
    scalars.set(node, inner('0', '0'));
    return;
  }
  const view = emission.buffer(node.shape, node.active);
  views.set(node, view);
  code.each(view, ([row, column]) => code.store(view, [row, column], inner(row, column)));
}

function reduction(emission: Emission, node: Node & { kind: 'reduce' }): Scalar {
  const { code } = emission;
  const view = emission.view(node.args[0]);
  if (node.name === 'max' || node.name === 'min') return code.load(view, extreme(emission, node));
  if (node.name === 'total') return sumOver(emission, node, (at) => code.load(view, at));
  const [row, column] = extreme(emission, { ...node, name: 'max' });
  const shift = code.apply('finite', code.fixed(code.load(view, [row, column])));
  const sum = sumOver(emission, node, (at) =>
    code.apply('exp', code.apply('subtract', code.load(view, at), shift)),
  );
  return code.apply('add', shift, code.apply('log', sum));
}

function sumOver(emission: Emission, node: Node, term: (at: Position) => Scalar): Scalar {
  const { code } = emission;
  const sum = code.accumulator(0, emission.changes(node));
  code.each(node.args[0].shape, (at) => code.add(sum, term(at)));
  return code.read(sum);
}

/** Where the largest or the smallest entry is: the first of equals, NaN before all. */
export function extreme(emission: Emission, node: Node & { kind: 'reduce' }): Position {
  const { code } = emission;
  const view = emission.view(node.args[0]);
  const [row, column] = [code.newName('r'), code.newName('c')];
  code.write(`let ${row} = 0, ${column} = 0;`);
  code.each(view, (at) => {
    const here = code.fixed(code.load(view, at)).text;
    const best = code.fixed(code.load(view, [row, column])).text;
    const better = `${here} ${node.name === 'max' ? '>' : '<'} ${best}`;
    code.write(`if (${better} || (${here} !== ${here} && ${best} === ${best})) {`);
    code.write(`${row} = ${at[0]}; ${column} = ${at[1]};`);
    code.write('}');
  });
  return [row, column];
}

function writeLoop(emission: Emission, node: Node & { kind: 'loop' }): void {
  const { code, scalars } = emission;
  if (node.name === 'sum') {
    eachTerm(emission, node, () => writeRegion(emission, node.body));
    return;
  }
  if (node.name === 'prod') {
    const product = code.accumulator(1, emission.changes(node));
    eachRound(emission, node, () => {
      writeRegion(emission, node.body);
      code.assign(product, code.apply('multiply', code.read(product), emission.scalar(node.term)));
    });
    scalars.set(node, code.read(product));
    return;
  }
  const largest = code.accumulator(Number.NEGATIVE_INFINITY, false);
  eachRound(emission, node, () => {
    writeRegion(emission, node.body);
    const term = code.fixed(emission.scalar(node.term));
    code.assign(largest, code.apply('max', code.read(largest), term));
  });
  const shift = code.apply('finite', code.read(largest));
  const sum = code.accumulator(0, emission.changes(node));
  eachRound(emission, node, () => {
    writeRegion(emission, node.body);
    code.add(sum, code.apply('exp', code.apply('subtract', emission.scalar(node.term), shift)));
  });
  scalars.set(node, code.apply('add', shift, code.apply('log', code.read(sum))));
}

/** Adds up the terms of a sum; `round` computes one of them. */
export function eachTerm(emission: Emission, node: Node & { kind: 'loop' }, round: () => void): void {
  const { code, scalars, views } = emission;
  if (isScalar(node)) {
    const sum = code.accumulator(0, emission.changes(node));
    scalars.set(node, code.read(sum));
    eachRound(emission, node, () => {
      round();
      code.add(sum, emission.scalar(node.term));
    });
    return;
  }
  const view = emission.buffer(node.shape, node.active);
  views.set(node, view);
  emission.clear(view);
  eachRound(emission, node, () => {
    round();
    code.each(view, (at) => code.addTo(view, at, emission.entry(node.term, at)));
  });
}

/** Runs a loop's body for each value of its index. */
export function eachRound(
  emission: Emission,
  node: Node & { kind: 'loop' },
  round: (index: string) => void,
  downwards = false,
): void {
  const { code, scalars } = emission;
  const [from, to] = node.args.slice(0, 2).map((arg) => emission.scalar(arg).text);
  code.loop(
    from,
    to,
    (index) => {
      for (const each of node.body.nodes) {
        if (each.kind === 'index') scalars.set(each, { text: index });
      }
      round(index);
    },
    downwards,
  );
}
