const interval = 1000;

/**
 * Calls `gone` once the process that started the kernel no longer exists. Jupyter names it in JPY_PARENT_PID;
 * without that, the kernel was started by hand and lives until it is told to stop.
 */
export function watchParent(gone: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1) return;
  const isChild = process.ppid === parent;
  const timer = setInterval(() => {
    // A kernel whose parent died is adopted by another process, even while the parent's number lives on as a zombie.
    if (exists(parent) && (!isChild || process.ppid === parent)) return;
    clearInterval(timer);
    gone();
  }, interval);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
