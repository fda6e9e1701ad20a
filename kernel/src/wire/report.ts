const raw = (process as unknown as { _rawDebug(...parts: unknown[]): void })._rawDebug;

/** Writes to the terminal that started the kernel, past the streams that belong to the notebook. */
export function notify(line: string): void {
  raw(`[optlab-kernel] ${line}`);
}

/** The same for what only someone who looks for an error in the kernel wants to know. */
export function report(what: string, error: unknown): void {
  if (process.env.OPTLAB_KERNEL_LOG === undefined) return;
  raw(`[optlab-kernel] ${what}:`, error instanceof Error ? (error.stack ?? error.message) : error);
}
