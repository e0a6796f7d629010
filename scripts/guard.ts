// Runs a Node script for as long as the one who started us lives: standard input is a pipe from there, and when it closes, for whatever
// reason, the script and all that it started are ended. Started `detached`, so that they form a process group of their own.
import { spawn, spawnSync } from 'node:child_process';

const GRACE_MS = 3_000;
const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'] });

function endAll(): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    process.exit();
  }
  // The whole group, ourselves included.
  process.kill(-process.pid, 'SIGKILL');
}

child.on('exit', endAll);
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
process.on('SIGTERM', () => undefined);
process.stdin.resume().on('close', () => {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGTERM');
  setTimeout(endAll, process.platform === 'win32' ? 0 : GRACE_MS);
});
