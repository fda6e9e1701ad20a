import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { MessageChannel, Worker } from 'node:worker_threads';
import { controlBytes } from '../shared/control';
import type { CheckerData, FromMain, ToMain, WireData } from '../shared/messages';
import { native } from './native';

/** The main thread's view of the other two. */
export interface Wire {
  control: Int32Array;
  post(message: FromMain): void;
  listen(handle: (message: ToMain) => void): void;
  /** The answer that the wire left for `input()`, once the control word says that there is one. */
  takeAnswer(): string | undefined;
}

/** Starts the wire and the checker, connected to each other and to this thread. */
export function startThreads(connectionFile: string): Wire {
  const shared = new SharedArrayBuffer(controlBytes);
  const checkerChannel = new MessageChannel();
  const stdinChannel = new MessageChannel();

  const checkerData: CheckerData = { port: checkerChannel.port1, cwd: process.cwd(), control: shared };
  const checker = startWorker('../checker/index.js', checkerData, [checkerChannel.port1]);
  const wireData: WireData = {
    connectionFile,
    heapLimit: getHeapStatistics().heap_size_limit,
    control: shared,
    stdin: stdinChannel.port2,
    checker: checkerChannel.port2,
  };
  const wire = startWorker('../wire/index.js', wireData, [stdinChannel.port2, checkerChannel.port2]);
  for (const worker of [checker, wire]) {
    worker.on('error', (error) => {
      native.log('[optlab-kernel] a kernel thread died:', error);
      native.kill(process.pid, 'SIGKILL');
    });
  }
  const post = wire.postMessage.bind(wire);
  return {
    control: new Int32Array(shared),
    post: (message) => post(message),
    listen: (handle) => {
      wire.on('message', handle);
    },
    takeAnswer: () => native.receive(stdinChannel.port1)?.message as string | undefined,
  };
}

function startWorker(
  file: string,
  workerData: unknown,
  transferList: import('node:worker_threads').MessagePort[],
) {
  // The checker recurses into expressions, which may be nested deeply.
  // Room for young objects beyond this makes nothing faster.
  const resourceLimits = { stackSizeMb: 32, maxYoungGenerationSizeMb: 16 };
  return new Worker(join(__dirname, file), {
    workerData,
    transferList,
    resourceLimits,
    execArgv: [],
    env: process.env,
  });
}
