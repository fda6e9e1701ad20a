import { InvalidInput } from '../errors';

/** @throws InvalidInput unless the value is text with something in it */
export function words(subject: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new InvalidInput({ subject, given: value, allowed: 'a text that is not empty' });
}

/** Breaks text into lines of at most `width` characters where words end; Plotly itself would cut it off. */
export function wrapWords(value: string, width: number): string[] {
  return value.split(/\n|<br>/).flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines[lines.length - 1];
      if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines;
  });
}

/** Text without the few HTML tags that Plotly draws. */
export const withoutTags = (value: string): string =>
  value.replace(/<br\s*\/?>/g, ' ').replace(/<\/?(b|i|u|s|sub|sup|em|strong|span|a)(\s[^>]*)?>/g, '');
