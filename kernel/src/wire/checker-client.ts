import type { MessagePort } from 'node:worker_threads';
import type { CheckerApi, CheckerCall, CheckerResult } from '../shared/messages';

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Calls the checker thread. */
export class CheckerClient {
  readonly #pending = new Map<number, Pending>();
  #calls = 0;

  constructor(readonly port: MessagePort) {
    port.on('message', (answer: CheckerResult) => {
      const pending = this.#pending.get(answer.call);
      this.#pending.delete(answer.call);
      if ('failure' in answer) pending?.reject(new Error(answer.failure));
      else pending?.resolve(answer.result);
    });
  }

  call<K extends keyof CheckerApi>(
    operation: K,
    argument: Parameters<CheckerApi[K]>[0],
  ): Promise<ReturnType<CheckerApi[K]>> {
    const call = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#pending.set(call, { resolve: (result) => resolve(result as never), reject });
      this.port.postMessage({ call, operation, argument } as CheckerCall);
    });
  }
}
