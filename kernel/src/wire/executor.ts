import { Control } from '../shared/control';
import type { Bundle, CellError, FromMain, Prepared, ToMain } from '../shared/messages';
import type { CheckerClient } from './checker-client';
import type { History } from './history';
import type { Interrupter } from './interrupt';
import type { Message } from './message';
import type { Outputs } from './outputs';

type Done = Extract<FromMain, { type: 'done' }>;
type Question = Extract<FromMain, { type: 'input' }>;

interface Threads {
  checker: CheckerClient;
  control: Int32Array;
  interrupter: Interrupter;
  post(message: ToMain): void;
  answerInput(answer: string): void;
}

const interruptedBeforeStart: CellError = {
  ename: 'KeyboardInterrupt',
  evalue: 'The cell was interrupted before it started.',
  traceback: ['KeyboardInterrupt: The cell was interrupted before it started.'],
};

/** `name?` asks for the documentation of a name, as in IPython; it is no TypeScript. */
const help = /^\s*([\w$.]+)\s*\?\s*$/;

/** Runs one cell after the other: check and transform on the checker thread, then run on the main thread. */
export class Executor {
  #count = 0;
  #cell = 0;
  #checking: number | undefined;
  #cancel: (() => void) | undefined;
  #running: { id: number; done(result: Done): void } | undefined;
  #questions: Question[] = [];

  constructor(
    readonly threads: Threads,
    readonly outputs: Outputs,
    readonly history: History,
  ) {}

  /** The cell whose code, timers and promises an interrupt now concerns. */
  get currentCell(): number {
    return this.#running?.id ?? this.#cell;
  }

  async execute(request: Message): Promise<object> {
    const { content } = request;
    const code = String(content.code ?? '');
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false && code.trim() !== '';
    if (stored) this.history.add(++this.#count, code);
    const execution_count = this.#count;
    if (!silent) this.outputs.publish('execute_input', { code, execution_count }, request);

    const asked = help.exec(code)?.[1];
    if (asked !== undefined) {
      const payload = await this.#page(asked);
      return { status: 'ok', execution_count, payload, user_expressions: {} };
    }
    const id = this.#adopt(request);
    const file = stored ? `In[${execution_count}]` : `In[hidden-${id}]`;
    const cell = { id, file, code, check: true, show: !silent };
    const result = await this.#evaluate(cell, ({ notes }) => {
      if (!silent) for (const note of notes) this.outputs.publish('display_data', noteContent(note), request);
    });
    this.outputs.flush();
    if (result.took !== undefined && !silent) {
      this.outputs.publish('stream', { name: 'stdout', text: wallTime(result.took) }, request);
    }
    if (result.error) {
      // One block of lines: nbconvert puts empty lines between the entries of a traceback.
      const error = { ...result.error, traceback: [result.error.traceback.join('\n')] };
      if (!silent) this.outputs.publish('error', error, request);
      return { status: 'error', execution_count, ...error, user_expressions: {}, payload: [] };
    }
    if (result.data) {
      if (stored) this.history.addOutput(execution_count, result.data['text/plain']);
      this.outputs.publish('execute_result', { execution_count, data: result.data, metadata: {} }, request);
    }
    const user_expressions = await this.#userExpressions(content.user_expressions, request);
    return { status: 'ok', execution_count, payload: [], user_expressions };
  }

  /** Gives up the check in progress; what already runs on the main thread is the interrupter's matter. */
  cancelCheck(): void {
    if (this.#checking === undefined) return;
    Atomics.store(this.threads.control, Control.checkCancelled, this.#checking);
    this.#cancel?.();
  }

  finished(result: Done): void {
    if (this.#running?.id === result.id) this.#running.done(result);
  }

  /** One question at a time: front ends show one input box. */
  askInput(question: Question): void {
    this.#questions.push(question);
    if (this.#questions.length === 1) this.#ask(question);
  }

  inputReply(reply: Message): void {
    const question = this.#questions.shift();
    if (!question) return;
    const { value: given } = reply.content;
    const value = typeof given === 'string' ? given : '';
    if (question.isBlocking) this.threads.answerInput(value);
    else this.threads.post({ type: 'answer', value });
    if (this.#questions.length > 0) this.#ask(this.#questions[0]);
  }

  #ask({ id, prompt, password }: Question): void {
    const request = this.outputs.request(id);
    if (!request) return;
    this.outputs.flush();
    this.outputs.sockets.askInput(request, { prompt, password });
  }

  #adopt(request: Message): number {
    const id = ++this.#cell;
    this.outputs.adopt(id, request);
    return id;
  }

  async #evaluate(
    cell: { id: number; file: string; code: string; check: boolean; show: boolean },
    onPrepared?: (prepared: Prepared) => void,
  ): Promise<{ data?: Bundle; error?: CellError; took?: number }> {
    const { id, file, code, check, show } = cell;
    const allowsInput = this.outputs.request(id)?.content.allow_stdin !== false;
    const prepared = await this.#prepare({ id, file, code, check });
    if ('error' in prepared) return prepared;
    onPrepared?.(prepared);
    // Only now: the reader may have interrupted the cell when the checker was done with it already.
    void this.threads.checker.call('declare', null);
    const start = performance.now();
    const result = await new Promise<Done>((done) => {
      this.#running = { id, done };
      this.threads.post({ type: 'run', id, file, show, allowsInput, cell: prepared.cell });
    });
    this.#running = undefined;
    this.#questions = [];
    return prepared.isTimed ? { ...result, took: performance.now() - start } : result;
  }

  async #prepare(cell: {
    id: number;
    file: string;
    code: string;
    check: boolean;
  }): Promise<Prepared | { error: CellError }> {
    this.#checking = cell.id;
    const cancelled = new Promise<{ error: CellError }>((resolve) => {
      this.#cancel = () => resolve({ error: interruptedBeforeStart });
    });
    const ready = async () => {
      const prepared = await this.threads.checker.call('prepare', cell);
      while (this.threads.interrupter.settled) await this.threads.interrupter.settled;
      return prepared;
    };
    try {
      return await Promise.race([ready(), cancelled]);
    } finally {
      this.#checking = undefined;
    }
  }

  async #page(name: string): Promise<object[]> {
    const inspected = await this.threads.checker.call('inspect', {
      code: name,
      cursor: name.length,
      detail: 1,
    });
    const data = inspected.found ? inspected.data : { 'text/plain': `Nothing is known about '${name}'.` };
    return [{ source: 'page', data, start: 0 }];
  }

  async #userExpressions(expressions: unknown, request: Message): Promise<Record<string, object>> {
    const results: Record<string, object> = {};
    if (typeof expressions !== 'object' || expressions === null) return results;
    for (const [name, code] of Object.entries(expressions)) {
      const id = this.#adopt(request);
      const cell = { id, file: `In[${name}]`, code: String(code), check: true, show: true };
      const { data, error } = await this.#evaluate(cell);
      results[name] = error
        ? { status: 'error', ...error }
        : { status: 'ok', data: data ?? { 'text/plain': 'undefined' }, metadata: {} };
    }
    return results;
  }
}

/** A note is shown beside the results and not as an error output, which graders count. */
function noteContent(note: string): object {
  const html = note.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return {
    data: {
      'text/plain': `Note: ${note}`,
      'text/html': `<div style="opacity: 0.6; font-size: smaller">Note: ${html}</div>`,
    },
    metadata: {},
    transient: {},
  };
}

function wallTime(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `Wall time: ${seconds < 1 ? `${milliseconds.toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`}\n`;
}
