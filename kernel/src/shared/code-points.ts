/** Jupyter counts cursor positions in code points, JavaScript strings count in UTF-16 units: units from points. */
export function fromCodePoints(text: string, points: number): number {
  let units = 0;
  let seen = 0;
  for (const character of text) {
    if (seen++ >= points) break;
    units += character.length;
  }
  return units;
}

/** Code points from UTF-16 units. */
export function toCodePoints(text: string, units: number): number {
  let points = 0;
  for (let i = 0; i < units && i < text.length; points++) i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
  return points;
}
