import './code-cache';
import { workerData } from 'node:worker_threads';
import { Control } from '../shared/control';
import type { CheckerApi, CheckerCall, CheckerData, CheckerResult } from '../shared/messages';
import { Checker } from './checker';
import { keepCodeCache } from './code-cache';
import { complete } from './complete';
import { inspect } from './inspect';
import { isComplete } from './is-complete';
import { emptyModule } from './module-text';
import { Project } from './project';

const { port, cwd, control: shared } = workerData as CheckerData;
const control = new Int32Array(shared);

/** Nobody has asked for anything for so long. */
const idleMilliseconds = 100;
let preparing: number | undefined;
const isCancelled = () =>
  preparing !== undefined && Atomics.load(control, Control.checkCancelled) >= preparing;
const project = new Project(cwd, isCancelled);
const checker = new Checker(project, cwd, isCancelled);

const operations: CheckerApi = {
  prepare(cell) {
    preparing = cell.id;
    try {
      return checker.prepare(cell);
    } finally {
      preparing = undefined;
    }
  },
  declare: () => checker.declarePrepared(),
  complete: ({ code, cursor }) => complete(checker, code, cursor),
  inspect: ({ code, cursor, detail }) => inspect(checker, code, cursor, detail),
  isComplete: ({ code }) => isComplete(code),
};

let isAsked = false;
let tidying: NodeJS.Timeout | undefined;

port.on('message', ({ call, operation, argument }: CheckerCall) => {
  isAsked = true;
  clearTimeout(tidying);
  let answer: CheckerResult;
  try {
    answer = { call, result: operations[operation](argument as never) };
  } catch (error) {
    project.abandon();
    answer = { call, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port.postMessage(answer);
  tidying = setTimeout(() => project.tidy(), idleMilliseconds);
});

// The first program, with Node's and the library's types, is made before the first cell needs it.
setImmediate(() => {
  project.semanticDiagnostics(project.files.editor);
  keepCodeCache();
  setTimeout(() => {
    if (!isAsked) warmUp();
  }, idleMilliseconds);
});

/** Nobody has asked for anything: the types that most cells use are looked up ahead of the first. */
function warmUp(): void {
  const { files } = project;
  project.set(
    files.editor,
    'const values = [1, 2].map((each) => each * 2);console.log(values.join());export {};',
  );
  project.semanticDiagnostics(files.editor);
  project.set(files.editor, emptyModule);
  project.semanticDiagnostics(files.editor);
}
