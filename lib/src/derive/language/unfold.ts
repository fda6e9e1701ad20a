import { FunctionNode, type MathNode, ParenthesisNode } from 'mathjs';
import { freeNames, syntax } from '../../formula/nodes';

type Definitions = ReadonlyMap<string, MathNode>;

/** The names whose definitions, or the definitions of what they use, read a name; and the name itself. */
export function readingFrom(name: string, definitions: Definitions): Set<string> {
  const found = new Set([name]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [defined, formula] of definitions) {
      if ([...freeNames(formula)].some((each) => found.has(each))) found.add(defined);
    }
  }
  return found;
}

/** The formula with every definition that reads a name written out: after it, nothing else hides that name. */
export function unfoldFor(name: string, formula: MathNode, definitions: Definitions): MathNode {
  const hiding = readingFrom(name, definitions);
  hiding.delete(name);
  const unfold = (part: MathNode): MathNode =>
    part.transform((node) => {
      const read = syntax(node);
      if (node.type !== 'SymbolNode' || read.type !== 'name' || !hiding.has(read.name)) return node;
      return new ParenthesisNode(unfold(definitions.get(read.name) as MathNode));
    });
  return unfold(formula);
}

/** The formula with every abbreviation of something random written out, so that what is random in it shows. */
export function unfoldAbbreviations(
  formula: MathNode,
  { definitions, abbreviations }: { definitions: Definitions; abbreviations: ReadonlySet<string> },
): MathNode {
  if (abbreviations.size === 0) return formula;
  return formula.transform((node) => {
    const read = syntax(node);
    if (node.type !== 'SymbolNode' || read.type !== 'name' || !abbreviations.has(read.name)) return node;
    const inside = definitions.get(read.name) as MathNode;
    return new ParenthesisNode(unfoldAbbreviations(inside, { definitions, abbreviations }));
  });
}

/** A formula with what a check must see written out: abbreviations of random names, and what derivatives read. */
export const unfolded = (
  formula: MathNode,
  knowledge: { definitions: Definitions; abbreviations: ReadonlySet<string> },
): MathNode => unfoldInDerivatives(unfoldAbbreviations(formula, knowledge), knowledge.definitions);

/** Writes definitions out where a derivative is taken by a name that they read: d(x^2)/dx is not 0 for being named y. */
export function unfoldInDerivatives(formula: MathNode, definitions: Definitions): MathNode {
  return formula.transform((node) => {
    const read = syntax(node);
    if (node.type !== 'FunctionNode' || read.type !== 'call' || read.args.length !== 2) return node;
    if (!['diff', 'grad', 'hessian'].includes(read.name)) return node;
    const variable = syntax(read.args[1]);
    if (variable.type !== 'name') return node;
    const inner = unfoldInDerivatives(read.args[0], definitions);
    return new FunctionNode(read.name, [unfoldFor(variable.name, inner, definitions), read.args[1]]);
  });
}
