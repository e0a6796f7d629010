import { readFile } from 'node:fs/promises';

/** The most memory, in bytes, that a process has had at a time. Null where the system does not tell: only Linux does. */
export async function peakBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const found = /^VmHWM:\s*(\d{1,15}) kB/m.exec(status);
  return found ? Number(found[1]) * 1024 : null;
}
