import { transformSync } from '@swc/core';
import type { CompiledAnswer } from './checks/submission';

/** A syntax error of an answer, with its line in the cell. */
export class AnswerSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number | undefined,
  ) {
    super(message);
  }
}

/**
 * Strips the types of an answer and wraps it into a script. The prelude's names are those of an outer scope,
 * so that an answer may declare its own of the same name; the script's value is a promise of `names`.
 */
export function compileAnswer(
  prelude: string,
  answer: string,
  names: string[],
  filename: string,
): CompiledAnswer {
  const given = strip(prelude, 'prelude.ts').code;
  const { code, map } = strip(answer, filename);
  const before = `(async (require, exports, module) => {\n'use strict';\n${given}\nreturn await (async () => {\n`;
  const found = names.map((name) => `${name}: typeof ${name} === 'undefined' ? undefined : ${name}`);
  return {
    script: `${before}${code}\nreturn { ${found.join(', ')} };\n})();\n})`,
    filename,
    precedingLines: before.split('\n').length - 1,
    map: JSON.parse(map ?? '{}'),
  };
}

function strip(code: string, filename: string): { code: string; map?: string } {
  try {
    return transformSync(code, {
      filename,
      swcrc: false,
      configFile: false,
      isModule: true,
      sourceMaps: true,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
  } catch (error) {
    throw syntaxError((error as Error).message, code);
  }
}

/** Reads message and line out of swc's drawing of the error: the marked line stands above the carets. */
function syntaxError(drawing: string, code: string): AnswerSyntaxError {
  const lines = drawing.split('\n');
  const message = (lines.find((line) => /^\s*[x×]\s/.test(line)) ?? lines[0])
    .replace(/^\s*[x×]\s+/, '')
    .trim();
  const numbers = lines.map((line) => /^\s*(\d+)\s[|│]/.exec(line)?.[1]);
  const marks = lines.findIndex((line) => /^\s*[:·].*\^/.test(line));
  const shown = numbers.slice(0, marks < 0 ? undefined : marks).filter((number) => number !== undefined);
  const line = Number(shown.at(-1));
  return new AnswerSyntaxError(
    message,
    shown.length > 0 ? Math.min(line, code.split('\n').length) : undefined,
  );
}
