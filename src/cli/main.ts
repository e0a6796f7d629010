import { fileURLToPath } from 'node:url';
import { runCommandLine } from './command-line.ts';
import { onInterrupt } from './interrupt.ts';
import { Output } from './output.ts';

const interruption = new AbortController();
/** What the exit code is, whatever the command made of its end. */
let decided: number | undefined;
const stop = (code: number) => {
  decided ??= code;
  interruption.abort();
};

const interrupts = onInterrupt(stop);
// Nobody reads any more, as in `journeyman … | head -1`: that is no failure. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`journeyman: The answer could not be written: ${error.message}\n`);
  stop(error.code === 'EPIPE' ? 0 : 1);
});
process.stderr.on('error', () => undefined);

const code = await runCommandLine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: new Output(process.stdout),
  stderr: new Output(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  endsBySignal: (ms) => interrupts.expect(ms),
  processPath: fileURLToPath(new URL('model-process.mjs', import.meta.url)),
});
process.exit(decided ?? code);
