// Stands in for gh or glab, by the name it is started under: understands `api` and `auth status` as far as they are documented,
// and asks the server at $STAND_IN_SERVER, which also hears how it was started. With $STAND_IN_HANGS it writes its process id there and does nothing more.
import { basename } from 'node:path';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const tool = basename(process.argv[1]);
const args = process.argv.slice(2);
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const input = await text(process.stdin);
const fail = (message, code = 1) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

if (process.env.STAND_IN_LOGGED_OUT) fail(tool === 'gh' ? 'To get started with GitHub CLI, please run:  gh auth login\nAlternatively, populate the GH_TOKEN environment variable with a GitHub API authentication token.' : 'glab: 401 Unauthorized (HTTP 401)', tool === 'gh' ? 4 : 1);
if (args[0] === 'auth') process.exit(process.env.STAND_IN_KNOWS === `${tool} ${option('hostname')}` ? 0 : 1);
if (args[0] !== 'api') fail(`unknown command "${args[0]}" for "${tool}"`);
if (process.env.STAND_IN_HANGS) {
  writeFileSync(process.env.STAND_IN_HANGS, `${process.pid}`);
  await new Promise(() => setInterval(() => undefined, 1000));
}

const response = await fetch(`${process.env.STAND_IN_SERVER}/${tool === 'gh' ? '' : 'api/v4/'}${args.at(-1)}`, {
  method: option('method') ?? 'GET',
  headers: { 'x-started': encodeURIComponent(JSON.stringify({ tool, args, cwd: process.cwd() })), ...(input !== '' && { 'content-type': 'application/json' }) },
  ...(option('input') === '-' && { body: input }),
});
const answer = await response.text();
process.stdout.write(answer);
if (!response.ok) {
  const { message, errors = [] } = JSON.parse(answer);
  fail([`${tool}: ${message} (HTTP ${response.status})`, ...errors.map((error) => error.message)].join('\n'));
}
