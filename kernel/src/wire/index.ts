import { parentPort, workerData } from 'node:worker_threads';
import { Control } from '../shared/control';
import type { FromMain, ToMain, WireData } from '../shared/messages';
import { bindFailure } from './bind';
import { CheckerClient } from './checker-client';
import { Comms } from './comms';
import { ports, readConnection } from './connection';
import { Executor } from './executor';
import { FollowedFiles } from './followed-files';
import { History } from './history';
import { historyPath } from './history-file';
import { Interrupter } from './interrupt';
import { watchMemory } from './memory';
import type { Message } from './message';
import { Outputs } from './outputs';
import { watchParent } from './parent';
import { Queue } from './queue';
import { notify } from './report';
import { answer } from './requests';
import { Sockets } from './sockets';

const data = workerData as WireData;
const main = parentPort;
if (!main) throw new Error('The wire runs as a worker of the kernel.');

const control = new Int32Array(data.control);
const post = (message: ToMain) => main.postMessage(message);
const answerInput = (answer: string) => {
  data.stdin.postMessage(answer);
  Atomics.store(control, Control.stdinAnswered, 1);
  Atomics.notify(control, Control.stdinAnswered);
};

const connection = readConnection(data.connectionFile);
const sockets = new Sockets(connection);
const outputs = new Outputs(sockets, control);
const files = new FollowedFiles();
const checker = new CheckerClient(data.checker);
const history = new History(historyPath(process.env), notify);
const interrupter = new Interrupter(control, post);
const executor = new Executor({ checker, control, interrupter, post, answerInput }, outputs, history);
const comms = new Comms(control, post, outputs, interrupter);
const queue = new Queue(sockets.shell, outputs, comms, (request) =>
  answer(request, {
    checker,
    comms,
    executor,
    history,
    connection: ports(connection),
    interrupt,
    shutdown: announceShutdown,
  }),
);

function interrupt(): void {
  executor.cancelCheck();
  interrupter.interrupt(executor.currentCell);
}

/** How long a cell's `exit` handlers, or a native call that cannot be ended, may delay the end. */
const endPatience = 1000;
/** What zeromq's own thread needs to write the last messages. */
const deliveryMilliseconds = 50;

/** The other clients of this kernel learn on iopub that it goes, and whether it comes back. */
function announceShutdown(request: Message): void {
  const content = { status: 'ok', restart: request.content.restart === true };
  outputs.publish('shutdown_reply', content, request);
  shutdown();
}

/** Lets the main thread run the cells' `exit` handlers, then ends the process. */
function shutdown(): void {
  setTimeout(kill, endPatience);
  executor.cancelCheck();
  interrupter.end();
}

async function ended(): Promise<void> {
  outputs.flush();
  await Promise.all([sockets.flushed(), history.written()]);
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
    case 'follow': {
      const { id, name, path } = message;
      return files.follow(path, (text) => outputs.text({ id, name, text }));
    }
    case 'followed':
      return files.end(message.path);
    case 'clear':
      return outputs.clear(message);
    case 'input':
      return executor.askInput(message);
    case 'done':
      return executor.finished(message);
    case 'unwound':
      return interrupter.unwound(message.sequence);
    case 'error':
      return outputs.publish('error', message.error, outputs.request(message.id));
    case 'comm':
      return comms.publish(message);
    case 'commDone':
      return comms.done(message.id);
    case 'commTarget':
      return message.isKnown ? comms.addTarget(message.name) : comms.removeTarget(message.name);
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
watchMemory(interrupter.inspector, data.heapLimit, (text) => {
  outputs.publish('stream', { name: 'stderr', text }, outputs.request(executor.currentCell));
});
start().catch((error) => {
  notify(bindFailure(error, data.connectionFile));
  // A thread that ends with an exception closes its sockets on the way, and zeromq sometimes aborts in that.
  kill();
});
