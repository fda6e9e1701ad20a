import type { Router } from 'zeromq';
import type { CellError } from '../shared/messages';
import { type Comms, isCommMessage } from './comms';
import type { Message } from './message';
import type { Outputs } from './outputs';
import { report } from './report';

type Answer = (request: Message) => Promise<object | null>;

/**
 * Answers requests: cells strictly one after the other, everything else at once, even while a cell runs. A comm
 * message that nothing expects yet waits for the cells before it, which may be about to expect it.
 */
export class Queue {
  readonly #waiting: Message[] = [];
  #pumping = false;
  #executing: Message | undefined;

  constructor(
    readonly shell: Router,
    readonly outputs: Outputs,
    readonly comms: Comms,
    readonly answer: Answer,
  ) {}

  accept(socket: Router, request: Message): void {
    if (socket !== this.shell || !this.#mustWait(request)) {
      void this.#serve(socket, request);
      return;
    }
    this.#waiting.push(request);
    void this.#pump();
  }

  #refuse(requests: Message[]): void {
    for (const request of requests) {
      this.outputs.status('busy', request);
      this.outputs.sockets.reply(this.shell, request, { status: 'aborted' });
      this.outputs.status('idle', request);
    }
  }

  /**
   * The cells that have arrived until now. Taken before the client can see the error: what it sends after the
   * reply was sent in knowledge of it, and runs.
   */
  async #takeWaiting(): Promise<Message[]> {
    await new Promise((resolve) => setImmediate(resolve));
    const taken = this.#waiting.filter(isExecution);
    this.#waiting.splice(0, Infinity, ...this.#waiting.filter((request) => !isExecution(request)));
    return taken;
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) {
      const served = this.#serve(this.shell, request);
      if (!isExecution(request)) continue;
      this.#executing = request;
      await served;
      this.#executing = undefined;
    }
    this.#pumping = false;
  }

  #mustWait(request: Message): boolean {
    if (isExecution(request)) return true;
    if (!isCommMessage(request) || !this.#pumping) return false;
    const { comm_id } = request.content;
    const isBehindItsLike = this.#waiting.some(
      (each) => isCommMessage(each) && each.content.comm_id === comm_id,
    );
    return isBehindItsLike || !this.comms.isExpected(request);
  }

  async #serve(socket: Router, request: Message): Promise<void> {
    const { outputs } = this;
    let refused: Message[] = [];
    // JupyterLab records it in the cell's metadata, for those who want to know how long a cell took.
    const metadata = isExecution(request) ? { started: new Date().toISOString() } : {};
    outputs.status('busy', request);
    try {
      const content = await this.answer(request);
      if (endsQueue(request, content)) refused = await this.#takeWaiting();
      if (content) outputs.sockets.reply(socket, request, content, metadata);
    } catch (error) {
      report('a request failed', error);
      const content = failure(error as Error);
      outputs.sockets.reply(socket, request, { status: 'error', ...content }, metadata);
      if (isExecution(request)) outputs.publish('error', content, request);
    }
    outputs.status('idle', request);
    this.#refuse(refused);
    // The last state published is the one that front ends show.
    if (this.#executing && isCommMessage(request)) outputs.status('busy', this.#executing);
  }
}

const isExecution = ({ header }: Message): boolean => header.msg_type === 'execute_request';

/** An expression can be nested more deeply than the checker's stack reaches. */
function failure({ name, message, stack }: Error): CellError {
  if (!message.includes('Maximum call stack size exceeded')) {
    return { ename: name, evalue: message, traceback: (stack ?? message).split('\n') };
  }
  const evalue =
    'This cell is nested too deeply to be checked. Split its longest expression over several statements, or read its data from a file.';
  return { ename: 'RangeError', evalue, traceback: [`RangeError: ${evalue}`] };
}

function endsQueue(request: Message, content: object | null): boolean {
  const failed = (content as { status?: string } | null)?.status === 'error';
  return (
    failed &&
    isExecution(request) &&
    request.content.stop_on_error !== false &&
    request.content.silent !== true
  );
}
