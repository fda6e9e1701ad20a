import { SourceMapConsumer } from 'source-map-js';
import ts from 'typescript-5';
import type { Segment } from '../../shared/messages';

/** Generated code with a map into the text that it was made from. */
export interface Mapped {
  code: string;
  map: Segment[];
}

const common: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Legacy,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  useDefineForClassFields: true,
  allowJs: true,
  sourceMap: true,
  removeComments: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** JavaScript for TypeScript, both of the newest kind. */
export function translate(text: string): Mapped {
  return emit(text, 'cell.ts', ts.ScriptTarget.ESNext);
}

/** JavaScript of 2022 for the newest JavaScript, which Node does not run yet. */
export function lower(text: string): Mapped {
  return emit(text, 'cell.js', ts.ScriptTarget.ES2022);
}

function emit(text: string, fileName: string, target: ts.ScriptTarget): Mapped {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: { ...common, target },
  });
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
  if (sourceMapText === undefined) return { code, map: [] };
  const generated = lineStarts(code);
  const original = lineStarts(text);
  const positions: [from: number, to: number][] = [];
  new SourceMapConsumer(JSON.parse(sourceMapText)).eachMapping((mapping) => {
    const { generatedLine, generatedColumn, originalLine, originalColumn } = mapping;
    if (generatedLine > generated.length || originalLine === null || originalColumn === null) return;
    positions.push([
      generated[generatedLine - 1] + generatedColumn,
      original[originalLine - 1] + originalColumn,
    ]);
  });
  positions.sort((a, b) => a[0] - b[0]);
  const map = positions.flatMap(([from, to], index): Segment[] => {
    const until = positions[index + 1]?.[0] ?? code.length;
    const same = commonLength(code.slice(from, until), text, to);
    const segments: Segment[] = [[from, to, true]];
    if (from + same < until) segments.push([from + same, to, false]);
    return segments;
  });
  return { code, map };
}

function commonLength(generated: string, text: string, at: number): number {
  let length = 0;
  while (length < generated.length && generated[length] === text[at + length]) length++;
  return length;
}

/** The map of `outer`, which was made from `inner`'s code, led on into the text that `inner` was made from. */
export function compose(outer: Mapped, inner: Mapped): Mapped {
  const map: Segment[] = [];
  for (const [index, [from, to, verbatim]] of outer.map.entries()) {
    const until = outer.map[index + 1]?.[0] ?? outer.code.length;
    const end = verbatim ? to + (until - from) : to + 1;
    for (let at = lastAtOrBefore(inner.map, to); at < inner.map.length; at++) {
      const segment = inner.map[at];
      if (segment === undefined || segment[0] >= end) break;
      const start = Math.max(segment[0], to);
      map.push([
        from + (start - to),
        segment[1] + (segment[2] ? start - segment[0] : 0),
        verbatim && segment[2],
      ]);
    }
  }
  return { code: outer.code, map };
}

function lastAtOrBefore(map: readonly Segment[], position: number): number {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (map[middle][0] <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** `inner` between other code, which belongs to the beginning of the text. */
export function wrap(before: string, { code, map }: Mapped, after: string): Mapped {
  const moved = map.map(
    ([generated, source, verbatim]): Segment => [generated + before.length, source, verbatim],
  );
  moved.push([before.length + code.length, 0, false]);
  return { code: before + code + after, map: moved };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
