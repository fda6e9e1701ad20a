import type { Router } from 'zeromq';
import type { Message } from './message';
import type { Outputs } from './outputs';
import { report } from './report';

type Answer = (request: Message) => Promise<object | null>;

/** Answers requests: cells strictly one after the other, everything else at once, even while a cell runs. */
export class Queue {
  readonly #waiting: Message[] = [];
  #pumping = false;

  constructor(
    readonly shell: Router,
    readonly outputs: Outputs,
    readonly answer: Answer,
  ) {}

  accept(socket: Router, request: Message): void {
    if (socket !== this.shell || request.header.msg_type !== 'execute_request') {
      void this.#serve(socket, request);
      return;
    }
    this.#waiting.push(request);
    void this.#pump();
  }

  /** Refuses the cells that are already queued, not those that the client sends later. */
  abortWaiting(): void {
    for (const request of this.#waiting.splice(0)) {
      this.outputs.status('busy', request);
      this.outputs.sockets.reply(this.shell, request, { status: 'aborted' });
      this.outputs.status('idle', request);
    }
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) {
      await this.#serve(this.shell, request);
    }
    this.#pumping = false;
  }

  async #serve(socket: Router, request: Message): Promise<void> {
    const { outputs } = this;
    outputs.status('busy', request);
    try {
      const content = await this.answer(request);
      if (content) outputs.sockets.reply(socket, request, content);
      if (endsQueue(request, content)) {
        await new Promise((resolve) => setImmediate(resolve));
        this.abortWaiting();
      }
    } catch (error) {
      report('a request failed', error);
      const { name, message, stack } = error as Error;
      const content = { ename: name, evalue: message, traceback: [stack ?? message] };
      outputs.sockets.reply(socket, request, { status: 'error', ...content });
      if (request.header.msg_type === 'execute_request') outputs.publish('error', content, request);
    }
    outputs.status('idle', request);
  }
}

function endsQueue(request: Message, content: object | null): boolean {
  const failed = (content as { status?: string } | null)?.status === 'error';
  return (
    failed &&
    request.header.msg_type === 'execute_request' &&
    request.content.stop_on_error !== false &&
    request.content.silent !== true
  );
}
