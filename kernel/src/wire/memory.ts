import type { Session } from 'node:inspector';
import { totalmem } from 'node:os';

const interval = 250;
/** How often the heap is measured while it might be full soon. */
const closeInterval = 25;
const warnAt = 0.9;
/** Below this the next time that memory runs short is told again. */
const calmAt = 0.7;
/** The heap is measured once the whole process is larger than this part of what the heap may be. */
const measureAt = 0.5;
const gigabyte = 2 ** 30;

/**
 * Running out of memory aborts the whole process without a word that the reader would see. So the reader is told
 * shortly before; the main thread, which may be busy until the end, is measured from here.
 */
export function watchMemory(inspector: Session, heapLimit: number, warn: (text: string) => void): void {
  const available = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);
  const heapAlarm = alarm((used) =>
    warn(
      `JavaScript's memory is nearly used up: ${size(used)} of ${size(heapLimit)}. When it is full, the kernel ends and its variables are lost. Keep less, or raise the limit before Jupyter starts: NODE_OPTIONS=--max-old-space-size=MEGABYTES.\n`,
    ),
  );
  const machineAlarm = alarm((used) =>
    warn(
      `The kernel uses ${size(used)} of the machine's ${size(available)} of memory. When that is full, the system ends the kernel and its variables are lost.\n`,
    ),
  );
  const look = () => {
    const resident = process.memoryUsage.rss();
    machineAlarm(resident, available);
    const isClose = resident >= measureAt * heapLimit;
    setTimeout(look, isClose ? closeInterval : interval);
    if (!isClose || isMeasuring) return;
    isMeasuring = true;
    inspector.post('Runtime.getHeapUsage', (error, usage) => {
      isMeasuring = false;
      if (!error) heapAlarm((usage as { usedSize: number }).usedSize, heapLimit);
    });
  };
  let isMeasuring = false;
  look();
}

/** Calls `ring` when the use comes near the limit, and again only after it has fallen. */
function alarm(ring: (used: number) => void): (used: number, limit: number) => void {
  let isRinging = false;
  return (used, limit) => {
    if (used < calmAt * limit) isRinging = false;
    if (isRinging || used < warnAt * limit) return;
    isRinging = true;
    ring(used);
  };
}

function size(bytes: number): string {
  return `${(bytes / gigabyte).toFixed(bytes < gigabyte ? 2 : 1)} GB`;
}
