import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../src/core/errors.ts';

/** npm's own JavaScript: the npm that runs us, else the one on the PATH. No shell is needed to start it, on Windows neither. */
function npmScript(): string {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('npm-cli.js') && existsSync(running)) return running;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const link = join(folder, 'npm');
    const candidates = [join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'), join(dirname(folder), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')];
    if (existsSync(link)) candidates.unshift(realpathSync(link));
    const found = candidates.find((path) => path.endsWith('npm-cli.js') && existsSync(path));
    if (found) return found;
  }
  throw new UserError('npm was not found.', 'It fetches what this script needs.', 'Install Node.js with npm and try again.');
}

/** Runs npm in the folder and gives its standard output; what it printed is in the error when it fails. */
export async function npm(cwd: string, args: string[]): Promise<string> {
  // The version check and the project settings of an npm that runs us are not for this folder.
  const env = { ...process.env, npm_config_update_notifier: 'false', npm_config_fund: 'false', npm_config_audit: 'false' };
  const child = spawn(process.execPath, [npmScript(), ...args, '--prefix', cwd], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new UserError(`npm ${args.join(' ')} failed.`, errors.trim() || `It ended with ${code}.`, 'Check the network and the registry (npm ping) and try again.');
  return output;
}
