import { InvalidInput } from '../errors';
import { type Displayable, displaySymbol } from './displayable';
import { escapeHtml } from './html';

/** Plain text as it stands. */
export function text(content: string): Displayable {
  return { [displaySymbol]: () => ({ 'text/plain': content }) };
}

/** A sentence in the notebook's reading font, which breaks lines between words where plain text breaks them anywhere. */
export function sentence(content: string): Displayable {
  return { [displaySymbol]: () => ({ 'text/html': `<p>${escapeHtml(content)}</p>`, 'text/plain': content }) };
}

/**
 * Markdown that a notebook renders; elsewhere its source is printed.
 *
 * @example
 * ```ts
 * markdown('**done**')[displaySymbol]()['text/markdown'] // '**done**'
 * ```
 */
export function markdown(source: string): Displayable {
  checkText('markdown', source);
  return { [displaySymbol]: () => ({ 'text/markdown': source, 'text/plain': source }) };
}

/**
 * A formula that a notebook typesets; elsewhere its source is printed.
 *
 * @param source LaTeX, with or without its own `$` or `\[` delimiters; without, it becomes a displayed equation
 * @example
 * ```ts
 * latex('\\eta < 2/L')[displaySymbol]()['text/latex'] // '$$\\eta < 2/L$$'
 * ```
 */
export function latex(source: string): Displayable {
  checkText('latex', source);
  const trimmed = source.trim();
  const delimited = /^(\$|\\\[|\\\(|\\begin\{(align|equation|gather))/.test(trimmed);
  return {
    [displaySymbol]: () => ({
      'text/latex': delimited ? trimmed : `$$${trimmed}$$`,
      'text/plain': trimmed,
    }),
  };
}

function checkText(caller: string, source: unknown): void {
  if (typeof source === 'string') return;
  throw new InvalidInput({ subject: `${caller}: source`, given: source, allowed: 'a text' });
}
