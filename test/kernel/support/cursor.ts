/** Splits a text at the cursor, written as a broken bar, which Jupyter counts in code points. */
export function at(text: string): { code: string; cursor_pos: number } {
  const [before, after] = text.split('¦');
  return { code: before + after, cursor_pos: [...before].length };
}
