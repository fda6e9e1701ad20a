/** Text for `\\text` and the like. */
export const escapeTex = (text: string): string =>
  text.replace(/[\\{}$&#%_^~]/g, (character) => (/[\\^~]/.test(character) ? ' ' : `\\${character}`));
