import { parentPort, workerData } from 'node:worker_threads';
import { Control } from '../shared/control';
import type { FromMain, StdinAnswer, ToMain, WireData } from '../shared/messages';
import { CheckerClient } from './checker-client';
import { readConnection } from './connection';
import { Executor } from './executor';
import { History } from './history';
import { Interrupter } from './interrupt';
import { Outputs } from './outputs';
import { watchParent } from './parent';
import { Queue } from './queue';
import { report } from './report';
import { answer } from './requests';
import { Sockets } from './sockets';

const data = workerData as WireData;
const main = parentPort;
if (!main) throw new Error('The wire runs as a worker of the kernel.');

const control = new Int32Array(data.control);
const post = (message: ToMain) => main.postMessage(message);
const answerInput = (reply: StdinAnswer) => {
  data.stdin.postMessage(reply);
  Atomics.store(control, Control.stdinAnswered, 1);
  Atomics.notify(control, Control.stdinAnswered);
};

const sockets = new Sockets(readConnection(data.connectionFile));
const outputs = new Outputs(sockets, control);
const checker = new CheckerClient(data.checker);
const history = new History();
const interrupter = new Interrupter(control, post);
const executor = new Executor({ checker, control, interrupter, post, answerInput }, outputs, history);
const queue = new Queue(sockets.shell, outputs, (request) =>
  answer(request, { checker, executor, history, interrupt, shutdown }),
);

function interrupt(): void {
  executor.cancelCheck();
  interrupter.interrupt(executor.currentCell);
}

/** How long a cell's `exit` handlers, or a native call that cannot be ended, may delay the end. */
const endPatience = 1000;
/** What zeromq's own thread needs to write the last messages. */
const deliveryMilliseconds = 50;

/** Lets the main thread run the cells' `exit` handlers, then ends the process. */
function shutdown(): void {
  setTimeout(kill, endPatience);
  executor.cancelCheck();
  interrupter.end();
}

async function ended(): Promise<void> {
  outputs.flush();
  await sockets.flushed();
  setTimeout(kill, deliveryMilliseconds);
}

/** No exit handler of native code runs on a signal, so none can fail. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}

main.on('message', (message: FromMain) => {
  switch (message.type) {
    case 'stream':
      return outputs.stream(message);
    case 'display':
      return outputs.display(message);
    case 'clear':
      return outputs.publish('clear_output', { wait: message.wait }, outputs.request(message.id));
    case 'input':
      return executor.askInput(message);
    case 'done':
      return executor.finished(message);
    case 'unwound':
      return interrupter.unwound(message.sequence);
    case 'ended':
      return void ended();
  }
});

async function start(): Promise<void> {
  await sockets.bind();
  outputs.status('starting');
  void sockets.receive(sockets.stdin, (message) => {
    if (message.header.msg_type === 'input_reply') executor.inputReply(message);
  });
  void sockets.receive(sockets.control, (message) => queue.accept(sockets.control, message));
  void sockets.receive(sockets.shell, (message) => queue.accept(sockets.shell, message));
}

watchParent(shutdown);
start().catch((error) => {
  report('could not start', error);
  throw error;
});
