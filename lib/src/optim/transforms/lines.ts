/** The name that a line assigns, and the text of what it assigns. */
export interface Assignment {
  readonly target: string;
  readonly value: string;
}

/** Splits a line; lines are checked where they are defined. */
export function assignment(line: string): Assignment {
  const cut = line.indexOf('=');
  return { target: line.slice(0, cut).trim(), value: line.slice(cut + 1).trim() };
}

/** Numbers, so that the e of 1e-8 is no name, and names. */
const tokens = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_]\w*/g;

/** A text with its symbols renamed, and all else, functions too, as it was. */
export const renamed = (text: string, nameOf: (symbol: string) => string): string =>
  text.replace(tokens, (token, at: number) =>
    /^[A-Za-z_]/.test(token) && !/^\s*\(/.test(text.slice(at + token.length)) ? nameOf(token) : token,
  );

/** The names in a text that are not those of functions. */
export function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  renamed(text, (name) => {
    names.add(name);
    return name;
  });
  return names;
}

/** The first of some names that is free: wd, wd2, wd3; b1, b1_2. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = /\d$/.test(wanted) ? `${wanted}_` : wanted;
  let k = 2;
  while (taken.has(`${stem}${k}`)) k++;
  return `${stem}${k}`;
}

const dresses = ['hat', 'tilde', 'check', 'breve'];

/** A name for a later version of a symbol: ghat, gtilde, ... */
export function versionName(symbol: string, taken: ReadonlySet<string>): string {
  const names = dresses.map((dress) => `${symbol}${dress}`);
  return names.find((name) => !taken.has(name)) ?? freeName(`${symbol}_5`, taken);
}
