import { ensureBuilt } from './build';
import { Client, type Execution, type StartOptions } from './client';

/** What a cell must do; everything that is not named must not happen. */
export interface Expectation {
  result?: string | RegExp;
  stdout?: string | RegExp;
  stderr?: string | RegExp;
  /** The published error, traceback included. */
  error?: string | RegExp;
}

export type Cell = [code: string, expected?: Expectation];

/** One kernel for all tests of a file. */
export function useKernel(options?: StartOptions): { readonly client: Client } {
  let client: Client | undefined;
  beforeAll(async () => {
    ensureBuilt();
    client = await Client.start(options);
  }, 60_000);
  afterAll(() => client?.stop());
  return {
    get client() {
      if (!client) throw new Error('The kernel has not started.');
      return client;
    },
  };
}

/** Runs cells in order and checks each against what is expected of it. */
export async function runNotebook(client: Client, cells: Cell[]): Promise<void> {
  for (const [code, expected = {}] of cells) check(await client.execute(code), expected, code);
}

function check(actual: Execution, expected: Expectation, code: string): void {
  const seen = {
    code,
    result: actual.result,
    stdout: actual.stdout,
    stderr: actual.stderr,
    error: actual.error,
  };
  expect(seen).toEqual({
    code,
    result: matching(expected.result),
    stdout: matching(expected.stdout) ?? '',
    stderr: matching(expected.stderr) ?? '',
    error: matching(expected.error),
  });
}

function matching(expected: string | RegExp | undefined): unknown {
  return expected instanceof RegExp ? expect.stringMatching(expected) : expected;
}
