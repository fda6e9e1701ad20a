/** How much of TypeScript's judgement a cell needs to run. */
export type CheckLevel = 'off' | 'on' | 'strict';

export function isCheckLevel(text: string | undefined): text is CheckLevel {
  return text === 'off' || text === 'on' || text === 'strict';
}

/** What the lines with `%` at the top of a cell ask for. */
export interface Magics {
  /** For this cell alone. */
  level?: CheckLevel;
  /** From this cell on. */
  sessionLevel?: CheckLevel;
  isTimed: boolean;
  /** What cannot be done, as a sentence for the reader. */
  problem?: { message: string; line: number };
}

const known = `Those that exist:
  %%unchecked            runs the cell without checking its types
  %%checked              checks the cell, also where checking is off
  %%time                 tells how long the cell takes
  %check off|on|strict   sets how the cells from here on are checked`;

const shell = `run it in a terminal, or: import { execSync } from 'node:child_process'; execSync('…').toString()`;
const shown = 'display({ "text/…": … }, { raw: true }) shows a value of any MIME type';

/** What to write instead of the magics that people know from IPython. */
const instead: Record<string, string> = {
  alias: shell,
  autoreload: 'not needed, changed .ts files are loaded again by themselves',
  bash: shell,
  cd: "process.chdir('…')",
  conda: 'run it in a terminal',
  debug: 'start Node with --inspect',
  env: 'process.env.NAME',
  html: shown,
  javascript: shown,
  js: shown,
  latex: shown,
  load: "import … from './file'",
  load_ext: 'not needed, the kernel has no extensions',
  ls: "import { readdirSync } from 'node:fs'; readdirSync('.')",
  markdown: shown,
  matplotlib: 'not needed, what a cell returns is shown',
  npm: 'run it in a terminal; packages are found without a restart',
  pip: 'packages are installed with npm, in a terminal: npm install NAME',
  pwd: 'process.cwd()',
  reset: 'restart the kernel',
  run: "import './file'",
  script: shell,
  set_env: "process.env.NAME = '…'",
  sh: shell,
  svg: shown,
  sx: shell,
  system: shell,
  time: '%%time, in a line of its own at the top of the cell',
  timeit: '%%time, or a loop between two calls of performance.now()',
  who: 'not needed, completion lists the names of the notebook',
  whos: 'not needed, completion lists the names of the notebook',
  writefile: "import { writeFileSync } from 'node:fs'; writeFileSync('…', '…')",
};

const magicLine = /^[ \t]*(%%?)([\w-]*)[ \t]*([^\r\n]*)$/;

/**
 * Reads the magics at the top of a cell. In `text` they are comments, and so is a `#!` line, and a byte order mark
 * is a space: every character stays where it was.
 */
export function readMagics(code: string): { text: string; magics: Magics } {
  const magics: Magics = { isTimed: false };
  let text = code.replace(/^\uFEFF/, ' ').replace(/^(\s*)#!/, '$1//');
  if (!/^\s*(?:\/\/[^\n]*\s*)*%/.test(text)) return { text, magics };
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('//')) continue;
    const found = magicLine.exec(line);
    if (!found) break;
    const [, sign, name, rest] = found;
    const magic = sign + name;
    if (!apply(magics, magic, rest.trim()))
      magics.problem ??= { message: refusal(magic, name), line: index + 1 };
    lines[index] = line.replace(/%[^\r]*/, (all) => (all.length === 1 ? ' ' : `//${all.slice(2)}`));
  }
  text = lines.join('\n');
  return { text, magics };
}

const magicNamesKnown = ['%%unchecked', '%%checked', '%%time', '%check'];
const levels: CheckLevel[] = ['off', 'on', 'strict'];

/** The magics, or the words behind one, that can stand where the text ends; undefined if none can. */
export function magicNames(text: string): { typed: string; names: string[] } | undefined {
  const lines = text.split('\n');
  const line = lines.pop() ?? '';
  const isTop = lines.every((each) => /^\s*($|\/\/|%)/.test(each));
  const [, typed, word] = /^\s*(?:(%%?[\w-]*)|%check[ \t]+(\w*))$/.exec(line) ?? [];
  if (!isTop || (typed === undefined && word === undefined)) return undefined;
  if (typed === undefined) return { typed: word, names: levels.filter((name) => name.startsWith(word)) };
  return { typed, names: magicNamesKnown.filter((name) => name.startsWith(typed)) };
}

function apply(magics: Magics, magic: string, rest: string): boolean {
  if (magic === '%check' && isCheckLevel(rest)) magics.sessionLevel = rest;
  else if (magic === '%%unchecked' && rest === '') magics.level = 'off';
  else if (magic === '%%checked' && rest === '') magics.level = 'on';
  else if (magic === '%%time' && rest === '') magics.isTimed = true;
  else return false;
  return true;
}

function refusal(magic: string, name: string): string {
  if (magic === '%check') return `%check needs one of the words off, on and strict behind it.\n${known}`;
  if (['%%unchecked', '%%checked', '%%time'].includes(magic))
    return `${magic} stands alone in its line; the code begins in the next one.`;
  const advice = Object.hasOwn(instead, name) ? ` Instead: ${instead[name]}` : '';
  return `There is no magic '${magic}'.${advice}\n${known}`;
}

/** What to say of a line that is written for another kernel; empty for any other line. */
export function foreignLine(line: string): string {
  if (/^\s*![\w./~]+(\s+[-\w./~]|\s*$)/.test(line))
    return `\nCells do not run shell commands. Instead: ${shell}`;
  if (/^\s*%%?[a-z]\w*/.test(line)) return `\nMagics stand at the top of a cell. ${known}`;
  return '';
}
