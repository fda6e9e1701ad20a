import { type Displayable, displaySymbol } from '../../show';

/** One row of a report: cells by heading. */
export type ReportRow = Readonly<Record<string, string | number | boolean>>;

const mostRows = 20;

/** A sentence with its mark, and rows under it: as plain text and as Markdown. */
export function reported(holds: boolean, summary: string, rows: readonly ReportRow[] = []): Displayable {
  const headline = `${holds ? '✓' : '✗'} ${summary}`;
  const shown = rows.slice(0, mostRows);
  const more = rows.length > mostRows ? [`... and ${rows.length - mostRows} more`] : [];
  const headings = Object.keys(shown[0] ?? {});
  const cells = shown.map((row) => headings.map((heading) => cell(row[heading])));
  const plain = cells.map((row) => `  ${row.map((each, i) => `${headings[i]}: ${each}`).join('; ')}`);
  const table = [headings, headings.map(() => '---'), ...cells.map((row) => row.map(escaped))];
  const markdown = table.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return {
    [displaySymbol]: () => ({
      'text/plain': [headline, ...plain, ...more].join('\n'),
      'text/markdown': [escaped(headline), ...(shown.length > 0 ? [markdown] : []), ...more].join('\n\n'),
    }),
  };
}

const cell = (value: string | number | boolean) => (typeof value === 'number' ? short(value) : String(value));

/** What Markdown would take for markup, taken literally. */
const escaped = (text: string) => text.replace(/[\\`*_|<>$]/g, '\\$&').replace(/\n/g, ' ');

/** Six digits, without trailing zeros. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));

/** A point in brackets: the first entries of a long one. */
export const pointText = (x: ArrayLike<number>, most = 6): string => {
  const entries = Array.from(x).slice(0, most).map(short);
  return `[${entries.join(', ')}${x.length > most ? `, ... ${x.length} in all` : ''}]`;
};
