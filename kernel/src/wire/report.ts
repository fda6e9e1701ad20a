/** Writes to the terminal that started the kernel, past the streams that belong to the notebook. */
export function report(what: string, error: unknown): void {
  if (process.env.OPTLAB_KERNEL_LOG === undefined) return;
  const raw = (process as unknown as { _rawDebug(...parts: unknown[]): void })._rawDebug;
  raw(`[optlab-kernel] ${what}:`, error instanceof Error ? (error.stack ?? error.message) : error);
}
