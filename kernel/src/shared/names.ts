/**
 * U+01C3, a letter to JavaScript and TypeScript that nobody types: every name that the kernel itself brings
 * into a cell contains it, so it can neither clash with a learner's names nor be shown by mistake.
 */
export const mark = '\u01c3';

/** The global object through which cell code reaches the kernel (`await x` becomes `await ǃ.guard(x)`). */
export const runtimeName = mark;

/**
 * U+034F, part of an identifier to JavaScript and invisible where V8 prints one. The binding of a cell's name
 * that is also a global's (`const fetch = …`) ends with it, so that the global stays what it is for packages.
 */
const joiner = '\u034f';

/** The binding of a name that is also a global's. */
export const bindingBesideGlobal = (name: string) => name + joiner;

const joined = new RegExp(`([\\w$])${joiner}`, 'g');

/** A text of V8's with the names as they were written. */
export function asWritten(text: string): string {
  return text.includes(joiner) ? text.replace(joined, '$1') : text;
}
