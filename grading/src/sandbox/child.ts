/**
 * The process in which one answer lives. It runs the answer's script and calls its functions when asked,
 * over file descriptor 3; functions among the arguments run in the asking process, and the call waits for
 * them. It judges nothing: whatever happens here, the checks see only values.
 */
import { readSync, writeSync } from 'node:fs';
import { inspect } from 'node:util';
import { Script } from 'node:vm';
import { FrameReader, frame, type Reply, type Request, refusal, type Thrown } from './messages';
import { decode, type Encoded, encode } from './values';

const channel = 3;
const chunk = Buffer.alloc(1 << 16);
const reader = new FrameReader(1 << 28);
const waiting: Request[] = [];
const exit = process.exit.bind(process);
const pause = new Int32Array(new SharedArrayBuffer(4));

function receive(): Request {
  for (;;) {
    const next = waiting.shift();
    if (next) return next;
    let length = 0;
    try {
      length = readSync(channel, chunk, 0, chunk.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') exit(0);
      Atomics.wait(pause, 0, 0, 1);
      continue;
    }
    if (length === 0) exit(0);
    waiting.push(...(reader.push(Buffer.from(chunk.subarray(0, length))) as Request[]));
  }
}

function send(reply: Reply): void {
  writeAll(channel, frame(reply));
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') exit(0);
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Node queues what a loop prints until the loop ends; here each line waits until it is read. */
function printAtOnce(stream: NodeJS.WriteStream, descriptor: number): void {
  stream.write = (text: string | Uint8Array, ...rest: unknown[]) => {
    writeAll(descriptor, Buffer.from(text as string));
    const done = rest.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
}

function callBack(id: number, args: unknown[]): unknown {
  send({ type: 'callback', id, args: args.map((argument) => encode(argument)) });
  const reply = receive();
  if (reply.type === 'value') return decode(reply.value);
  const message = reply.type === 'refused' ? reply.message : 'A call came while another one was running';
  throw Object.assign(new Error(message), { name: refusal });
}

let scriptName = '';

function thrown(error: unknown): Thrown {
  if (!(error instanceof Error))
    return { name: 'value', message: inspect(error, { depth: 1 }).slice(0, 200) };
  const stack = `${error.stack}`;
  const at = stack.indexOf(`${scriptName}:`);
  const position = at < 0 ? null : /^(\d+)(?::(\d+))?/.exec(stack.slice(at + scriptName.length + 1));
  return {
    name: `${error.name}`.slice(0, 80),
    message: `${error.message}`.slice(0, 600),
    line: position ? Number(position[1]) : undefined,
    column: position?.[2] ? Number(position[2]) : undefined,
  };
}

function refuseImport(name: string): never {
  throw new Error(`an answer stands alone and cannot import '${name}'`);
}

const outwardNames = [
  ...['kill', '_kill', '_debugProcess', 'abort', 'execve', 'report'],
  ...['binding', '_linkedBinding', 'dlopen', 'mainModule', 'getBuiltinModule'],
];

/** Takes away what reaches beyond this process; files, children and threads are closed by Node's permissions. */
function closeProcess(): void {
  const open = process as unknown as Record<string, unknown>;
  for (const name of outwardNames) delete open[name];
}

type Functions = Record<string, (...args: unknown[]) => unknown>;
let functions: Functions = {};

async function handle(request: Request): Promise<Reply> {
  if (request.type === 'load') {
    scriptName = request.filename;
    const load = new Script(request.script, { filename: scriptName }).runInThisContext();
    functions = (await load(refuseImport, {}, {})) as Functions;
    const defined = Object.fromEntries(request.names.map((name) => [name, typeof functions[name]]));
    return { type: 'loaded', defined };
  }
  if (request.type !== 'call') throw new TypeError(`an unexpected ${request.type}`);
  const args = request.args.map((argument) => decode(argument, callBack));
  const value: Encoded = encode(await functions[request.name](...args));
  return { type: 'returned', value, args: args.map((argument) => encode(argument)) };
}

async function serve(): Promise<void> {
  send({ type: 'ready' });
  for (;;) {
    const request = receive();
    let reply: Reply;
    try {
      reply = await handle(request);
    } catch (error) {
      reply = { type: 'threw', error: thrown(error) };
    }
    send(reply);
  }
}

closeProcess();
printAtOnce(process.stdout, 1);
printAtOnce(process.stderr, 2);
void serve();
