import { gradeNotebooks } from '../../grading/src/grade';
import type { GradeResult, PartResult } from '../../grading/src/result';
import { referenceSolution, temporaryFolder, withAnswers } from './support';

const signature = 'planDescent(curvatures: Vector, factor: number): any';
const body = (code: string) => `function ${signature} {\n${code}\n}`;
/** A wrong plan of the right form. */
const guess = 'return { eta: 1, contraction: 0.5, steps: 3 };';

interface Hostile {
  code: string;
  says: RegExp;
}

const answers: Record<string, Hostile> = {
  'an endless loop': { code: body('for (;;) {}'), says: /did not come to an end/ },
  'an endless loop when the cell runs': {
    code: `while (true) {}\n${body(guess)}`,
    says: /did not come to an end/,
  },
  'an endless loop that catches everything': {
    code: body('for (;;) { try { for (;;) {} } catch {} finally { continue; } }'),
    says: /did not come to an end/,
  },
  'a promise that never settles': {
    code: body('return new Promise(() => {});'),
    says: /ended its process before it returned/,
  },
  'a heap that grows without end': {
    code: body('const all: number[][] = []; for (;;) all.push(new Array(1000).fill(1.5));'),
    says: /more than 256 MB of memory/,
  },
  'buffers that grow without end': {
    code: body('const all: Float64Array[] = []; for (;;) all.push(new Float64Array(1e6).fill(1.5));'),
    says: /more than 256 MB of memory/,
  },
  'a huge result': {
    code: body('return { eta: new Array(5e6).fill(1), contraction: 0.5, steps: 3 };'),
    says: /a value with more than 2000000 elements/,
  },
  'a result in a circle': {
    code: body('const plan: any = { contraction: 0.5, steps: 3 }; plan.eta = plan; return plan;'),
    says: /must be a finite number/,
  },
  'process.exit(0)': { code: body('process.exit(0);'), says: /ended its process/ },
  'process.exit(0) when the cell runs': {
    code: `process.exit(0);\n${body(guess)}`,
    says: /ended its process/,
  },
  'process.abort()': { code: body('process.abort();'), says: /process\.abort is not a function/ },
  'an attempt to kill the grader': {
    code: body('process.kill(process.ppid);'),
    says: /process\.kill is not a function/,
  },
  'a flood of output': {
    code: body("for (;;) console.log('x'.repeat(10000));"),
    says: /printed more than 8 MB/,
  },
  'a flood of errors': {
    code: body("for (;;) console.error('x'.repeat(10000));"),
    says: /printed more than 8 MB/,
  },
  'endless recursion': {
    code: body('return planDescent(curvatures, factor);'),
    says: /Maximum call stack size/,
  },
  'a rejected promise that nobody awaits': {
    code: body('Promise.reject(new Error("late")); return new Promise((done) => setTimeout(done, 500));'),
    says: /ended its process/,
  },
  'an exception without an error': { code: body("throw 'no';"), says: /The answer threw value: 'no'/ },
  'an exception when the cell runs': {
    code: `const first = [].length;\nthrow new RangeError('at once');\n${body(guess)}`,
    says: /threw RangeError: at once \(line 2 of the answer cell\)/,
  },
  'an exception in the third line': {
    code: body('// A comment.\nconst none: any = undefined;\nreturn none.eta;'),
    says: /threw TypeError: .*\(line 4 of the answer cell\)/,
  },
  'a syntax error': {
    code: body('const first = 1;\nconst second = (2;\nreturn {};'),
    says: /^The answer cell "planDescent", line 3, is not TypeScript: /,
  },
  'a brace that is missing': {
    code: `function ${signature} {\n  ${guess}`,
    says: /is not TypeScript: Expected '}'/,
  },
  'a name declared twice': {
    code: `const limit = 1;\nconst limit = 2;\n${body(guess)}`,
    says: /'limit' has already been declared/,
  },
  'types only': {
    code: 'type Plan = { eta: number };\ninterface planDescent {}',
    says: /defines no function `planDescent`/,
  },
  'a declaration without a body': { code: `declare function ${signature};`, says: /defines no function/ },
  'another name': {
    code: body(guess).replace('planDescent', 'plan'),
    says: /defines no function `planDescent`/,
  },
  'a constant that is not a function': {
    code: 'const planDescent = { eta: 1, contraction: 0.5, steps: 3 };',
    says: /must be a function/,
  },
  'a helper that stands in another cell': {
    code: body('return ridgeGradient([[1]], [1], curvatures, factor);'),
    says: /`ridgeGradient` in the answer cell/,
  },
  'no return': {
    code: body('const L = Math.max(...curvatures);'),
    says: /must be an object .* but it is undefined/,
  },
  'the stub after other code': {
    code: body('const L = 1;\nthrow new Error("No answer given");'),
    says: /^No answer given: the line that throws is still there \(line 3 of the answer cell\)\./,
  },
};

const cheats: Record<string, Hostile> = {
  'an expect of its own': {
    code: `(globalThis as any).expect = () => new Proxy(() => {}, { get: (_, __, self) => self });
      (globalThis as any).test = () => {};
      ${body(guess)}`,
    says: /eta = 1/,
  },
  'jest imported': {
    code: `import { test } from '@jest/globals';\ntest.skip('all', () => {});\n${body(guess)}`,
    says: /stands alone and cannot import '@jest\/globals'/,
  },
  'the library imported': {
    code: `import { minimize } from 'optlab';\nconst help = minimize;\n${body('return help;')}`,
    says: /cannot import 'optlab'/,
  },
  'files by require': {
    code: body("return require('node:fs').readFileSync('exercise.json', 'utf8');"),
    says: /cannot import 'node:fs'/,
  },
  'files by import()': { code: body("return import('node:fs');"), says: /cannot import 'node:fs'/ },
  'files by other ways': {
    code: body(`
      const host = curvatures.constructor.constructor('return process')();
      const fs = host.getBuiltinModule?.('fs') ?? host.mainModule?.require('fs') ?? host.binding?.('fs');
      fs.writeFileSync('result.json', 'x');`),
    says: /The answer threw TypeError/,
  },
  'Math and Array patched': {
    code: `Math.abs = () => 0;
      Math.max = () => 0;
      Number.isFinite = () => true;
      Object.is = () => true;
      Array.prototype.every = () => true;
      Array.prototype.find = () => undefined;
      ${body(guess)}`,
    says: /eta = 1/,
  },
  'JSON patched': {
    code: `const { stringify } = JSON;
      JSON.stringify = (message: any) => stringify({ ...message, passed: true, type: message.type === 'returned' ? 'passed' : message.type });
      ${body(guess)}`,
    says: /sent something that is not a value/,
  },
  'messages forged': {
    code: `const Socket = process.stdout.constructor as any;
      new Socket({ fd: 3 }).write('{"type":"check","passed":true}');
      ${body('return new Promise((done) => setTimeout(done, 1000));')}`,
    says: /sent something that is not a value|ended its process/,
  },
  'results printed': {
    code: body(
      `console.log(JSON.stringify({ type: 'check', name: 'all', passed: true, numFailedTests: 0 })); ${guess}`,
    ),
    says: /eta = 1/,
  },
  'numbers that agree with everything': {
    code: body(
      'const any = { valueOf: () => NaN, toString: () => "1", toJSON: () => 1, [Symbol.toPrimitive]: () => 1 }; return { eta: any, contraction: any, steps: any };',
    ),
    says: /must be a finite number/,
  },
  'not a number': {
    code: body('return { eta: NaN, contraction: NaN, steps: NaN };'),
    says: /eta must be a finite number, but it is NaN/,
  },
  'a result that changes while it is read': {
    code: body(
      'let k = 0; return { get eta() { return k++; }, get contraction() { return k++; }, get steps() { return k++; } };',
    ),
    says: /eta = 0/,
  },
};

const all = { ...answers, ...cheats };
const names = Object.keys(all);
const folder = temporaryFolder();
const graded: Record<string, { result: GradeResult; hostile: PartResult }> = {};

beforeAll(async () => {
  const paths = names.map((name, i) =>
    folder.write(
      `${i}.ipynb`,
      withAnswers({ ridgeGradient: referenceSolution('ridgeGradient'), planDescent: all[name].code }),
    ),
  );
  const results = await gradeNotebooks(paths, { checkSeconds: 3, answerSeconds: 3, memoryMegabytes: 256 });
  results.forEach((result, i) => {
    graded[names[i]] = { result, hostile: result.parts.find(({ id }) => id === 'planDescent') as PartResult };
  });
}, 180_000);

describe.each(names)('%s', (name) => {
  test('earns nothing and is explained', () => {
    const { hostile } = graded[name];
    expect(hostile.checks.filter(({ passed }) => passed).map((check) => check.name)).toEqual([]);
    expect(hostile.points).toBe(0);
    expect(hostile.checks[0].message).toMatch(all[name].says);
  });

  test('leaves the other answers of the notebook their points', () => {
    expect(graded[name].result.parts[0]).toMatchObject({ id: 'ridgeGradient', points: 4, maxPoints: 4 });
    expect(graded[name].result).toMatchObject({ points: 4, passed: false });
  });
});
