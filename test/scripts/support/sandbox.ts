import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const repository = resolve(__dirname, '../../..');

const folders: string[] = [];

/** An empty folder that goes when the test file is done. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'optlab-setup-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes files, given by their path below a folder. */
export function writeFiles(folder: string, files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Shell scripts under the names of programs, to be put into PATH. */
export function fakePrograms(folder: string, programs: Record<string, string>): string {
  for (const [name, script] of Object.entries(programs)) {
    writeFiles(folder, { [name]: `#!/bin/sh\n${script}\n` });
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** Where a program of this machine lies; fakes call the real one by this. */
export const realProgram = (name: string): string =>
  execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

/** The Python of this machine itself; what PATH leads to may be a script that chooses one. */
export const realPython = (): string =>
  execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

/** The path of these folders alone, and of the few tools that a shell script needs. */
export function onlyPath(...foldersInPath: string[]): string {
  const tools = emptyFolder();
  for (const tool of ['sh', 'cp', 'mkdir', 'sleep', 'cat', 'touch', 'dirname']) {
    writeFiles(tools, { [tool]: `#!/bin/sh\nexec ${realProgram(tool)} "$@"\n` });
    chmodSync(join(tools, tool), 0o755);
  }
  return [...foldersInPath, tools].join(delimiter);
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  pid: number;
  /** Settles once the process has printed this. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Starts a process of Node on a piece of a module; `scripts('lock.mjs')` in it becomes that module's address. */
export function start(code: string, env: NodeJS.ProcessEnv = process.env): Started {
  const child = spawn(process.execPath, ['--input-type=module', '-e', withAddresses(code)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (exitCode, signal) => done({ code: exitCode, signal, stdout, stderr }));
  });
  return {
    pid: child.pid as number,
    printed: (text) =>
      new Promise((done, fail) => {
        const look = () => stdout.includes(text) && done();
        listeners.add(look);
        look();
        ended.then(() => fail(new Error(`ended without printing ${text}:\n${stdout}\n${stderr}`)));
      }),
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/** Runs it to its end. */
export const run = (code: string, env?: NodeJS.ProcessEnv): Promise<Ended> => start(code, env).ended;

const withAddresses = (code: string) =>
  code.replace(/scripts\('([^']+)'\)/g, (_, path) =>
    JSON.stringify(pathToFileURL(join(repository, 'scripts', path)).href),
  );

/** What a piece of a module prints as JSON. */
export async function value<T>(code: string, env?: NodeJS.ProcessEnv): Promise<T> {
  const ended = await run(code, env);
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout) as T;
}
