import type { MathNode } from 'mathjs';
import { symbolToTex, toTex } from '../../../formula';
import { parseMath } from '../../../formula/parse-math';
import type { MimeBundle } from '../../../show';
import { shapeInWords } from './maps';
import type { Variable } from './read-objective';

/** The lines of an objective, as LaTeX and as text. */
export function displayObjective(
  formula: string | readonly string[],
  variables: readonly Variable[],
): MimeBundle {
  const lines = typeof formula === 'string' ? [formula] : formula;
  const [before, value] = [lines.slice(0, -1), withoutTarget(lines[lines.length - 1])];
  const names = variables.map(({ name }) => name);
  const tex = [
    ...before.map((line) => toTex(line).replace(' = ', ' &= ')),
    `f(${names.map((name) => symbolToTex(name)).join(', ')}) &= ${toTex(value)}`,
  ];
  const sizes = variables.map(({ name, shape }) => `${name} ${shapeInWords(shape)}`);
  return {
    'text/plain': [...before, `f(${names.join(', ')}) = ${value}`, `for ${sizes.join(', ')}`].join('\n'),
    'text/latex': ['$$\\begin{aligned}', tex.join(' \\\\\n'), '\\end{aligned}$$'].join('\n'),
  };
}

/** The right-hand side, where the last line is an assignment too. */
function withoutTarget(line: string): string {
  const node = parseMath(line, 'formulaObjective');
  return node.type === 'AssignmentNode' ? String((node as unknown as { value: MathNode }).value) : line;
}
