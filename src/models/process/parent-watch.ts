const POLL_MS = 1_000;

/**
 * Ends this process when its parent is gone, however the parent ended. It kills itself, because an orderly exit waits for
 * native threads that may be in the middle of a computation; there is nothing to save.
 */
export function endWithParent(): void {
  const die = () => process.kill(process.pid, 'SIGKILL');
  process.on('disconnect', die);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) die();
  }, POLL_MS).unref();
  if (!process.connected) die();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
