import type { Scalar } from './code';
import type { Emission } from './emission';
import { eachRound, eachTerm, entryPosition, extreme, writeRegion, writeValue } from './forward';
import { isScalar, type Node, type Region } from './graph';
import { scalarFunctions } from './scalar-functions';

/** The derivative of the objective by a region's result: known beforehand, or from the result's value. */
export type Seed = { known: Scalar } | { from: (value: Node) => void };

/**
 * Writes the values of a region and then, backwards, what they add to the derivatives by all that they depend on.
 *
 * A loop is run a second time: each of its rounds is computed anew and followed by its derivatives, so that none need be
 * stored. Where the derivative by a sum is known before the sum, as by a sum of losses, one run does both.
 */
export function sweep(emission: Emission, region: Region, result: Node, seed: Seed): void {
  emission.openAdjoints(region);
  const nodes = emission.nodesOf(region);
  for (const node of nodes) if (!node.active) writeValue(emission, node);
  const early = 'known' in seed ? linearSums(emission, region, result, seed.known) : new Map<Node, Scalar>();
  for (const node of nodes) {
    if (!node.active) continue;
    const known = early.get(node);
    if (known && node.kind === 'loop') {
      eachTerm(emission, node, () => sweep(emission, node.body, node.term, { known }));
    } else writeValue(emission, node);
  }
  if ('known' in seed) emission.addAdjoint(result, seed.known);
  else seed.from(result);
  for (const node of nodes.reverse()) if (node.active && !early.has(node)) reverse(emission, node);
}

/** The sums that a result depends on through sums, differences and constant factors alone, and these factors. */
function linearSums(emission: Emission, region: Region, result: Node, seed: Scalar): Map<Node, Scalar> {
  const { code } = emission;
  const found = new Map<Node, Scalar>();
  const visit = (node: Node, factor: Scalar): void => {
    if (!node.active || node.region !== region || !isScalar(node) || emission.uses(node) > 1) return;
    if (node.kind === 'loop' && node.name === 'sum') found.set(node, factor);
    if (node.kind !== 'map') return;
    const [a, b] = node.args;
    const times = (by: Node) => code.apply('multiply', factor, emission.scalar(by));
    if (node.name === 'add' || node.name === 'subtract') {
      visit(a, factor);
      visit(b, node.name === 'add' ? factor : code.apply('negate', factor));
    } else if (node.name === 'negate') visit(a, code.apply('negate', factor));
    else if (node.name === 'multiply' && !b.active) visit(a, times(b));
    else if (node.name === 'multiply' && !a.active) visit(b, times(a));
    else if (node.name === 'divide' && !b.active) visit(a, code.apply('divide', factor, emission.scalar(b)));
  };
  visit(result, seed);
  return found;
}

/** Passes the derivative by a node on to its arguments. */
function reverse(emission: Emission, node: Node): void {
  const { code } = emission;
  switch (node.kind) {
    case 'variable':
      if (isScalar(node)) code.addTo(emission.part(node, 'gradient'), ['0', '0'], emission.adjoint(node));
      return;
    case 'entry': {
      const at = entryPosition(emission, node);
      emission.addAdjoint(node.args[0], emission.adjoint(node), at);
      return;
    }
    case 'map':
      reverseMap(emission, node);
      return;
    case 'product':
      reverseProduct(emission, node);
      return;
    case 'reduce':
      reverseReduction(emission, node);
      return;
    case 'loop':
      if (node.name === 'prod') reverseProd(emission, node);
      else reverseLoop(emission, node);
      return;
  }
}

function reverseMap(emission: Emission, node: Node & { kind: 'map' }): void {
  const { code } = emission;
  const { partials } = scalarFunctions[node.name];
  const pass = (
    adjoint: Scalar,
    values: readonly Scalar[],
    result: Scalar,
    add: (arg: Node, to: Scalar) => void,
  ) => {
    for (const [i, arg] of node.args.entries()) {
      const partial = partials[i];
      if (!arg.active || !partial) continue;
      const slope = partial(code, values, result);
      add(arg, code.apply(node.guarded ? 'weigh' : 'multiply', adjoint, slope));
    }
  };
  if (isScalar(node)) {
    const values = node.args.map((arg) => emission.scalar(arg));
    pass(emission.adjoint(node), values, emission.scalar(node), (arg, to) => emission.addAdjoint(arg, to));
    return;
  }
  const results = emission.view(node);
  const adjoints = emission.adjointView(node);
  code.each(results, (at) => {
    const values = node.args.map((arg) => emission.entry(arg, at));
    pass(code.load(adjoints, at), values, code.load(results, at), (arg, to) =>
      emission.addAdjoint(arg, to, at),
    );
  });
}

function reverseProduct(emission: Emission, node: Node): void {
  const { code } = emission;
  const [a, b] = node.args;
  const [left, right] = [emission.view(a), emission.view(b)];
  code.each(node.shape, ([row, column]) => {
    const adjoint = isScalar(node)
      ? emission.adjoint(node)
      : code.load(emission.adjointView(node), [row, column]);
    code.loop('0', String(left.columns - 1), (k) => {
      if (a.active)
        emission.addAdjoint(a, code.apply('multiply', adjoint, code.load(right, [k, column])), [row, k]);
      if (b.active)
        emission.addAdjoint(b, code.apply('multiply', adjoint, code.load(left, [row, k])), [k, column]);
    });
  });
}

function reverseReduction(emission: Emission, node: Node & { kind: 'reduce' }): void {
  const { code } = emission;
  const [arg] = node.args;
  const adjoint = emission.adjoint(node);
  if (node.name === 'max' || node.name === 'min') {
    emission.addAdjoint(arg, adjoint, extreme(emission, node));
    return;
  }
  code.each(arg.shape, (at) => {
    if (node.name === 'total') return emission.addAdjoint(arg, adjoint, at);
    const share = code.apply(
      'exp',
      code.apply('subtract', code.load(emission.view(arg), at), emission.scalar(node)),
    );
    emission.addAdjoint(arg, code.apply(node.guarded ? 'weigh' : 'multiply', adjoint, share), at);
  });
}

function reverseLoop(emission: Emission, node: Node & { kind: 'loop' }): void {
  const { code } = emission;
  const { body, term } = node;
  eachRound(emission, node, () => {
    if (!isScalar(node)) {
      const from = (value: Node) =>
        code.each(node.shape, (at) =>
          emission.addAdjoint(value, code.load(emission.adjointView(node), at), at),
        );
      sweep(emission, body, term, { from });
    } else if (node.name === 'sum') sweep(emission, body, term, { known: emission.adjoint(node) });
    else {
      const from = (value: Node) => {
        const share = code.apply(
          'exp',
          code.apply('subtract', emission.scalar(value), emission.scalar(node)),
        );
        emission.addAdjoint(value, code.apply('multiply', emission.adjoint(node), share));
      };
      sweep(emission, body, term, { from });
    }
  });
}

/** By each factor, the product of those before and those after it: no division, which a factor 0 would not allow. */
function reverseProd(emission: Emission, node: Node & { kind: 'loop' }): void {
  const { code } = emission;
  const { body, term } = node;
  const changes = emission.changes(node);
  const [first, last] = node.args.slice(0, 2).map((arg) => emission.scalar(arg).text);
  const after = emission.temporary(`${last} - ${first} + 2`, changes);
  const place = (index: string, shift = '') => [`(${index} - ${first}${shift})`, '0'] as const;
  code.store(after, place(last, ' + 1'), code.constant(1));
  eachRound(
    emission,
    node,
    (index) => {
      writeRegion(emission, body);
      const rest = code.load(after, place(index, ' + 1'));
      code.store(after, place(index), code.apply('multiply', rest, emission.scalar(term)));
    },
    true,
  );
  const before = code.accumulator(1, changes);
  eachRound(emission, node, (index) => {
    const others = code.apply('multiply', code.read(before), code.load(after, place(index, ' + 1')));
    sweep(emission, body, term, { known: code.apply('multiply', emission.adjoint(node), others) });
    code.assign(before, code.apply('multiply', code.read(before), emission.scalar(term)));
  });
}
