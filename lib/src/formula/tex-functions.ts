import type { MathNode } from 'mathjs';
import { script, subscript } from './symbols';
import { averages } from './tex-expectation';
import { atom, delimited, level, parenthesized, type TexPiece, type TexWriter } from './tex-pieces';

type Writer = (args: MathNode[], write: TexWriter) => TexPiece;

const text = (node: MathNode, write: TexWriter, least: number = level.logic) =>
  parenthesized(write.piece(node), least);

/** `head(x, y)`. */
const applied =
  (head: string): Writer =>
  (args, write) =>
    atom(`${head}${delimited('(', args.map((arg) => text(arg, write)).join(', '), ')')}`);

const fenced =
  (open: string, close: string, sub = ''): Writer =>
  ([arg], write) =>
    atom(`${delimited(open, text(arg, write), close)}${sub && `_${sub}`}`);

/** A prefix operator, set before an operand that is in parentheses unless it is one factor. */
const prefixed =
  (head: (variable: string) => string): Writer =>
  ([operand, variable], write) => ({
    tex: `${head(text(variable, write))} ${text(operand, write, level.power)}`,
    level: level.product,
    openEnded: true,
  });

const big =
  (command: string): Writer =>
  (args, write) => {
    if (args.length !== 4) return applied(`\\operatorname{${command.slice(1)}}`)(args, write);
    const [index, from, to, term] = args;
    return {
      tex: `${command}_{${text(index, write)}=${text(from, write)}}^${script(text(to, write))} ${text(term, write, level.product)}`,
      level: level.product,
      openEnded: true,
    };
  };

/** `\arg\min` over a name, set beneath it in a display. */
const extremum =
  (command: string): Writer =>
  ([variable, objective], write) => ({
    tex: `\\arg\\${command}_{${text(variable, write)}} ${text(objective, write, level.product)}`,
    level: level.product,
    openEnded: true,
  });

const raised =
  (exponent: string): Writer =>
  ([base], write) => ({ tex: `${text(base, write, level.atom)}^${exponent}`, level: level.power });

const norm: Writer = ([operand, kind], write) => {
  const tex = delimited('\\lVert', text(operand, write), '\\rVert');
  if (!kind) return atom(tex);
  const named = kind.toString().replace(/["']/g, '');
  const order: Record<string, string> = {
    fro: 'F',
    Infinity: '\\infty',
    inf: '\\infty',
    infinity: '\\infty',
  };
  return atom(`${tex}_${script(order[named] ?? text(kind, write))}`);
};

/** One list of cases, however deep the choices are nested in each other's otherwise. */
const cases: Writer = ([condition, yes, no], write) => {
  const row = `${text(yes, write)} & \\text{if } ${text(condition, write)}`;
  const rest = text(no, write);
  const rows = /^select\b/.test(no.toString()) && /^\\begin\{cases\} (.*) \\end\{cases\}$/.exec(rest)?.[1];
  return atom(`\\begin{cases} ${row} \\\\ ${rows || `${rest} & \\text{otherwise}`} \\end{cases}`);
};

const logarithm: Writer = (args, write) => {
  if (args.length < 2) return applied('\\log')(args, write);
  return applied(`\\log_${script(text(args[1], write))}`)(args.slice(0, 1), write);
};

const exponential: Writer = (args, write) =>
  write.expAsPower
    ? { tex: `e^${script(text(args[0], write))}`, level: level.power }
    : applied('\\exp')(args, write);

const exponentialLessOne: Writer = (args, write) => ({
  tex: `${exponential(args, write).tex} - 1`,
  level: level.sum,
});

const root: Writer = ([radicand, degree], write) =>
  atom(`\\sqrt${degree ? `[${text(degree, write)}]` : ''}{${text(radicand, write)}}`);

const inner: Writer = ([a, b], write) => ({
  tex: `${text(a, write, level.atom)}^\\top ${text(b, write, level.power)}`,
  level: level.product,
});

const outer: Writer = ([a, b], write) => ({
  tex: `${text(a, write, level.power)} ${text(b, write, level.atom)}^\\top`,
  level: level.product,
});

const writers: Readonly<Record<string, Writer>> = {
  sqrt: root,
  nthRoot: root,
  cbrt: ([x], write) => atom(`\\sqrt[3]{${text(x, write)}}`),
  abs: fenced('\\lvert', '\\rvert'),
  floor: fenced('\\lfloor', '\\rfloor'),
  ceil: fenced('\\lceil', '\\rceil'),
  exp: exponential,
  expm1: exponentialLessOne,
  log: logarithm,
  ln: applied('\\log'),
  log1p: ([x], write) => atom(`\\log${delimited('(', `1 + ${text(x, write, level.product)}`, ')')}`),
  erf: applied('\\operatorname{erf}'),
  normpdf: applied('\\varphi'),
  normcdf: applied('\\Phi'),
  atan: applied('\\arctan'),
  log2: applied('\\log_2'),
  log10: applied('\\log_{10}'),
  select: cases,
  sum: big('\\sum'),
  prod: big('\\prod'),
  argmin: extremum('min'),
  argmax: extremum('max'),
  globalSum: applied('\\operatorname{sum}_{\\mathrm{all}}'),
  norm,
  frobenius: fenced('\\lVert', '\\rVert', 'F'),
  norm1: fenced('\\lVert', '\\rVert', '1'),
  norm2: fenced('\\lVert', '\\rVert', '2'),
  globalNorm: fenced('\\lVert', '\\rVert', '{\\mathrm{all}}'),
  spectralNorm: fenced('\\lVert', '\\rVert', '2'),
  dot: inner,
  outer,
  transpose: raised('\\top'),
  ctranspose: raised('\\top'),
  inv: raised('{-1}'),
  square: raised('2'),
  trace: applied('\\operatorname{tr}'),
  eigmin: applied('\\lambda_{\\min}'),
  eigmax: applied('\\lambda_{\\max}'),
  factorial: ([n], write) => ({ tex: `${text(n, write, level.atom)}!`, level: level.power }),
  combinations: ([n, k], write) => atom(`\\binom{${text(n, write)}}{${text(k, write)}}`),
  grad: prefixed((variable) => `\\nabla_${script(variable)}`),
  hessian: prefixed((variable) => `\\nabla_${script(variable)}^2`),
  diff: prefixed((variable) => `\\frac{\\partial}{\\partial ${variable}}`),
  ones: ([n], write) => atom(subscript('\\mathbf{1}', text(n, write))),
  unit: ([i], write) => atom(subscript('\\mathbf{e}', text(i, write))),
  kron: ([a, b], write) => ({
    tex: `${text(a, write, level.power)} \\otimes ${text(b, write, level.power)}`,
    level: level.product,
  }),
  ...averages,
  identity: ([n], write) => atom(subscript('I', text(n, write))),
  pow: ([base, exponent], write) => ({
    tex: `${text(base, write, level.atom)}^${script(text(exponent, write))}`,
    level: level.power,
  }),
};

const commands = new Set('sin cos tan sinh cosh tanh max min det'.split(' '));

/** LaTeX of a function's application; an unknown function is written by its name. */
export function functionToTex(name: string, args: MathNode[], write: TexWriter): TexPiece {
  if (Object.hasOwn(writers, name)) return writers[name](args, write);
  if (commands.has(name)) return applied(`\\${name}`)(args, write);
  return applied(name.length === 1 ? name : `\\operatorname{${name.replace(/_/g, '\\_')}}`)(args, write);
}
