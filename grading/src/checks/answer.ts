import type { Limits } from '../limits';
import { AnswerFailure, AnswerProcess, AnswerThrew, type Returned } from '../sandbox/answer-process';
import { refusal } from '../sandbox/messages';
import { type CompiledAnswer, cellLine, readAnswer, submission } from './submission';

/** A function of the learner's, called in the process of its answer. */
export type AnswerFunction<Args extends unknown[]> = (...args: Args) => Promise<Returned>;

/**
 * The function `name` of the answer `part` (by default the part of the same name).
 *
 * Each check gets a fresh process; the calls within a check share it. All functions among the arguments run
 * beside the checks, so a check can count the calls and see their arguments.
 */
export function answer<Args extends unknown[]>(name: string, part = name): AnswerFunction<Args> {
  const compiled = readAnswer(part);
  const budget = new Budget(submission().limits);
  let process: AnswerProcess | undefined;

  afterEach(() => {
    process?.close();
    process = undefined;
    budget.nextCheck();
  });

  return async (...args) => {
    try {
      if (!process) {
        budget.refuseWhenSpent();
        process = await AnswerProcess.start(submission().limits);
        await budget.spend((seconds) => load(process as AnswerProcess, compiled, name, seconds));
      }
      return await budget.spend((seconds) => (process as AnswerProcess).call(name, args, seconds));
    } catch (error) {
      throw error instanceof AnswerThrew ? new AnswerFailure(explainThrown(error, compiled)) : error;
    }
  };
}

async function load(
  process: AnswerProcess,
  compiled: CompiledAnswer,
  name: string,
  seconds: number,
): Promise<void> {
  const defined = await process.load(compiled.script, compiled.filename, [name], seconds);
  if (defined[name] === 'function') return;
  throw new AnswerFailure(
    defined[name] === 'undefined'
      ? `The answer cell defines no function \`${name}\`: keep the name that the notebook gives it.`
      : `\`${name}\` must be a function, but the answer cell makes it a ${defined[name]}.`,
  );
}

function explainThrown({ thrown }: AnswerThrew, compiled: CompiledAnswer): string {
  const line = cellLine(compiled, thrown.line, thrown.column);
  const place = line ? ` (line ${line} of the answer cell)` : '';
  if (thrown.message === 'No answer given') {
    return `No answer given: the line that throws is still there${place}. Put your code in its place.`;
  }
  const undefinedName = /^(\S+) is not defined$/.exec(thrown.message)?.[1];
  const advice = undefinedName
    ? ` An answer is graded by itself, with the given code only: define \`${undefinedName}\` in the answer cell.`
    : '';
  if (thrown.name === refusal) return `${thrown.message}${place}.`;
  return `The answer threw ${thrown.name}: ${thrown.message}${place}.${advice}`;
}

/** Wall-clock time that the answer has left, in the running check and in all. */
class Budget {
  private usedInCheck = 0;
  private used = 0;

  constructor(private readonly limits: Limits) {}

  nextCheck(): void {
    this.usedInCheck = 0;
  }

  refuseWhenSpent(): void {
    // Timers may fire a little early.
    if (this.used < this.limits.answerSeconds - 0.05) return;
    throw new AnswerFailure('Not run: the answer had used up its time in the checks before this one.');
  }

  async spend<T>(work: (seconds: number) => Promise<T>): Promise<T> {
    const { checkSeconds, answerSeconds } = this.limits;
    const start = performance.now();
    try {
      return await work(Math.min(checkSeconds - this.usedInCheck, answerSeconds - this.used));
    } finally {
      const seconds = (performance.now() - start) / 1000;
      this.usedInCheck += seconds;
      this.used += seconds;
    }
  }
}
