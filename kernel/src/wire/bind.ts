import type { Socket } from 'zeromq';

const retryMilliseconds = 100;
/** Clients wait for a kernel at least ten seconds; nbclient's default is sixty. */
const patienceMilliseconds = 5000;

type Bindable = Pick<Socket, 'bind'>;

/**
 * Binds a socket to an address of the connection file. The client chose the port while it was free, but between then
 * and now an outgoing connection of any program may have been given it, for as long as that lasts.
 *
 * @throws Error with code `EADDRINUSE` when the address stays taken.
 */
export async function bind(socket: Bindable, address: string): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await socket.bind(address);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
  }
}

/** One sentence for the terminal that started the kernel. */
export function bindFailure(
  error: NodeJS.ErrnoException & { address?: string },
  connectionFile: string,
): string {
  const where = error.address ?? 'one of its addresses';
  const reason = error.code === 'EADDRINUSE' ? 'another program has that port' : error.message;
  return `could not open ${where} of the connection file ${connectionFile}: ${reason}. Start the kernel again, with other ports.`;
}
