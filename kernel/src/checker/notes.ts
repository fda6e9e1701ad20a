import ts from 'typescript-5';

/** Says, once a session each, what goes unchecked and what could be written to have it checked. */
export class Notes {
  readonly #said = new Set<number>();

  /** The note for a diagnostic that does not keep a cell from running, if there is something new to say. */
  for({ code, messageText }: ts.Diagnostic, place: string): string | undefined {
    const number = parameterCodes.has(code) ? 7006 : code;
    if (this.#said.has(number)) return undefined;
    const sentence = sentenceFor(number, ts.flattenDiagnosticMessageText(messageText, ' '));
    if (sentence === undefined) return undefined;
    this.#said.add(number);
    return `${sentence} (${place}, TS${number}, said once)`;
  }
}

const parameterCodes = new Set([7006, 7019, 7031]);

function sentenceFor(code: number, message: string): string | undefined {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 7006)
    return `'${name}' has no type, so its use goes unchecked; \`${name}: number\` gives it one.`;
  if (code === 7053)
    return 'An index that may be any text has no type here; `Record<string, number>`, for example, gives it one.';
  if (code !== 7016) return undefined;
  const types = `@types/${name.replace(/^@([^/]*)\/([^/]*).*/, '$1__$2').replace(/\/.*/, '')}`;
  return `'${name}' brings no types, so its use goes unchecked; npm install --save-dev ${types} may bring them.`;
}
