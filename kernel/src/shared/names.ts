/**
 * U+01C3, a letter to JavaScript and TypeScript that nobody types: every name that the kernel itself brings
 * into a cell contains it, so it can neither clash with a learner's names nor be shown by mistake.
 */
export const mark = '\u01c3';

/** The global object through which cell code reaches the kernel (`await x` becomes `await ǃ.guard(x)`). */
export const runtimeName = mark;
