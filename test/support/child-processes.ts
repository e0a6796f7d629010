import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

interface ListedProcess {
  pid: number;
  parent: number;
  command: string;
}

/** The model processes that a process has started. */
export function modelProcesses(parent: number): Promise<number[]> {
  return modelProcessesThat((one) => one.parent === parent);
}

/** The model processes whose bundle lies below a folder: others on this machine may run theirs. */
export function modelProcessesBelow(folder: string): Promise<number[]> {
  return modelProcessesThat(({ command }) => command.includes(folder));
}

async function modelProcessesThat(fits: (one: ListedProcess) => boolean): Promise<number[]> {
  return (await listProcesses()).filter((one) => one.command.includes('model-process.mjs') && fits(one)).map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function listProcesses(): Promise<ListedProcess[]> {
  if (process.platform === 'linux') return fromProc();
  if (process.platform === 'win32') {
    const script = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }';
    return parse((await execute('powershell.exe', ['-NoProfile', '-Command', script], { maxBuffer: 16e6 })).stdout);
  }
  return parse((await execute('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { maxBuffer: 16e6 })).stdout);
}

/** Linux may lack `ps`, but not this. A process that ended while we read is left out, and so is a zombie: it has no command line any more. */
async function fromProc(): Promise<ListedProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const all = await Promise.all(
    pids.map(async (pid) => {
      const [status, commandLine] = await Promise.all([read(pid, 'status'), read(pid, 'cmdline')]);
      return { pid: Number(pid), parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command: commandLine.replaceAll('\0', ' ').trim() };
    }),
  );
  return all.filter(({ command }) => command !== '');
}

function parse(text: string): ListedProcess[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command! }));
}
