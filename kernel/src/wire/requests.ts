import { fromCodePoints } from '../shared/code-points';
import type { CheckerClient } from './checker-client';
import type { Comms } from './comms';
import type { Executor } from './executor';
import type { History } from './history';
import { kernelInfo } from './kernel-info';
import type { Message } from './message';

interface Services {
  checker: CheckerClient;
  comms: Comms;
  executor: Executor;
  history: History;
  /** The answer to the old `connect_request`. */
  connection: object;
  interrupt(): void;
  shutdown(request: Message): void;
}

/** Content of the reply to a request; null for what needs no answer or is unknown, as the protocol wants it. */
export async function answer(request: Message, services: Services): Promise<object | null> {
  const { checker, executor, history } = services;
  const { content } = request;
  const code = String(content.code ?? '');
  const cursor = fromCodePoints(code, Number(content.cursor_pos ?? Number.POSITIVE_INFINITY));
  switch (request.header.msg_type) {
    case 'kernel_info_request':
      return kernelInfo;
    case 'execute_request':
      return executor.execute(request);
    case 'complete_request':
      return { status: 'ok', ...(await checker.call('complete', { code, cursor })) };
    case 'inspect_request': {
      const detail = Number(content.detail_level ?? 0);
      return { status: 'ok', ...(await checker.call('inspect', { code, cursor, detail })) };
    }
    case 'is_complete_request':
      return checker.call('isComplete', { code });
    case 'history_request':
      return history.answer(content);
    case 'connect_request':
      return services.connection;
    case 'comm_info_request':
      return services.comms.info(content.target_name);
    case 'comm_open':
    case 'comm_msg':
    case 'comm_close':
      await services.comms.deliver(request);
      return null;
    case 'interrupt_request':
      services.interrupt();
      return { status: 'ok' };
    case 'shutdown_request':
      services.shutdown(request);
      return { status: 'ok', restart: content.restart === true };
    case 'debug_request':
      return refuseDebug(content);
    default:
      return null;
  }
}

function refuseDebug(request: Record<string, unknown>): object {
  return {
    type: 'response',
    request_seq: request.seq ?? 0,
    success: false,
    command: request.command ?? '',
    message: 'This kernel has no debugger; start Node with --inspect to debug a program.',
  };
}
