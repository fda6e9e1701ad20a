import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import readline from 'node:readline';
import { native } from './native';
import type { LineReader, Stdin } from './stdin';

type Interface = readline.Interface & {
  input?: unknown;
  output?: unknown;
  paused?: boolean;
  closed?: boolean;
};
type Prompt = (this: Interface, preserveCursor?: boolean) => void;

/** Interfaces that read from the notebook, for an interrupt to take their questions back. */
const opened = new native.Set<Interface>();

/** Puts the reader's answers where programs look for them: `process.stdin`, and the questions of `readline`. */
export function installStdin(stdin: Stdin): void {
  Object.defineProperty(process, 'stdin', {
    get: () => stdin.stream,
    configurable: true,
    enumerable: true,
  });
  const base = Object.getPrototypeOf(readline.Interface.prototype) as { prompt: Prompt };
  const { prompt } = base;
  base.prompt = function (preserveCursor) {
    if (!stdin.owns(this.input)) return prompt.call(this, preserveCursor);
    if (this.output !== undefined && this.output !== process.stdout) {
      prompt.call(this, preserveCursor);
      stdin.ask('');
    } else {
      if (this.paused) this.resume();
      // The question goes to the front end's input box; readline would print it and wait.
      stdin.ask(this.getPrompt());
    }
  };
  for (const library of [readline, readline.promises]) follow(library as { createInterface: Create }, stdin);
  refuseFile();
  syncBuiltinESMExports();
}

type Listener = (...parameters: unknown[]) => void;
type Create = (...parameters: unknown[]) => Interface;

function follow(library: { createInterface: Create }, stdin: Stdin): void {
  const { createInterface } = library;
  library.createInterface = (...parameters) => {
    const { stream } = stdin;
    const listening = stream.listeners('error') as Listener[];
    const made = createInterface.apply(library, parameters);
    if (!stdin.owns(made.input)) return made;
    // An error goes to those who want a line, not to each interface that was left open.
    for (const listener of stream.listeners('error') as Listener[]) {
      if (!listening.includes(listener)) stream.off('error', listener);
    }
    const reader: LineReader = {
      wantsLine: () => made.listenerCount('line') > 0,
      fail: (error) => made.emit('error', error),
    };
    opened.add(made);
    stdin.lineReaders.add(reader);
    made.on('newListener', (event) => {
      if (event === 'line') stdin.consider();
    });
    made.once('close', () => {
      opened.delete(made);
      stdin.lineReaders.delete(reader);
    });
    return made;
  };
}

/** An interrupted question would answer to the next line; readline keeps it under a symbol. */
export function cancelQuestions(): void {
  for (const each of opened) {
    for (const symbol of Object.getOwnPropertySymbols(each)) {
      if (symbol.description?.startsWith('_question')) Reflect.set(each, symbol, null);
    }
  }
}

/** File descriptor 0 belongs to the server that started the kernel: there is no end to read to. */
function refuseFile(): void {
  for (const name of ['readFileSync', 'readSync'] as const) {
    const read = fs[name] as (...parameters: unknown[]) => unknown;
    const guarded = (file: unknown, ...rest: unknown[]) => {
      if (file === 0 || file === '/dev/stdin') {
        throw new Error(
          `fs.${name}(${JSON.stringify(file)}) cannot read from a notebook; use input('question'), or readline on process.stdin.`,
        );
      }
      return read(file, ...rest);
    };
    Object.defineProperty(guarded, 'name', { value: name });
    Reflect.set(fs, name, guarded);
  }
}
