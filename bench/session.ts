import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/build.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { openEditor } from '../test/support/editor/open-editor.ts';
import { temporaryFolder } from '../test/support/editor/sample-workspace.ts';
import { numberOf } from './options.ts';
import { type Look, workFor } from './session-person.ts';
import { SessionProbe } from './session-probe.ts';
import { writeSessionWorkspace } from './session-workspace.ts';

const MODES = {
  with: { ours: true, ahead: true, title: 'with Journeyman' },
  quiet: { ours: true, ahead: false, title: 'with it, nothing explained ahead' },
  without: { ours: false, ahead: false, title: 'without it' },
};
/** Long enough for the first explanation. */
const EARLIER_MINUTES = 0.7;
const REMOVED = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
type Mode = keyof typeof MODES;

interface Session {
  title: string;
  looks: Look[];
  keys: number[];
}

/**
 * A person's minutes in the real workbench, by script: what the hovers hold, how soon, and how soon a typed character is drawn. No delay
 * of the editor's own stands before a hover, and nothing is kept from earlier sessions; with `--again` only what the model has made of the
 * words that all prompts begin with, as on a machine where other code was explained before.
 */
export async function benchSession(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '10' }, without: { type: 'boolean' }, again: { type: 'boolean' }, only: { type: 'string' } } });
  const minutes = numberOf(values, 'minutes');
  if (!(minutes > 0)) throw new Error('--minutes takes a number above 0.');
  const modes: Mode[] = values.only !== undefined ? [modeOf(values.only)] : values.without ? ['with', 'without'] : ['with'];
  const sessions: Session[] = [];
  for (const mode of modes) sessions.push(await session(mode, minutes, values.again ?? false));
  const file = join(root, 'bench', 'results', 'session.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(sessions, null, 1));
  print(sessions, minutes);
}

function modeOf(name: string): Mode {
  if (!Object.hasOwn(MODES, name)) throw new Error(`--only takes ${Object.keys(MODES).join(', ')}.`);
  return name as Mode;
}

async function session(mode: Mode, minutes: number, again: boolean): Promise<Session> {
  const { title, ahead } = MODES[mode];
  const cache = temporaryFolder();
  try {
    const second = again && ahead;
    if (second) {
      await minutesOf(mode, EARLIER_MINUTES, cache);
      const left = await readdir(cache);
      if (!left.includes('prompt-states')) throw new Error('The earlier session was too short to leave anything.');
      for (const name of left) if (name !== 'prompt-states') await rm(join(cache, name), REMOVED);
    }
    return { title: second ? `${title}, not for the first time` : title, ...(await minutesOf(mode, minutes, cache)) };
  } finally {
    await rm(cache, REMOVED);
  }
}

async function minutesOf(mode: Mode, minutes: number, cache: string): Promise<Omit<Session, 'title'>> {
  const { ours, ahead } = MODES[mode];
  const folder = temporaryFolder();
  try {
    writeSessionWorkspace(folder);
    const settings = {
      'journeyman.modelDirectory': modelFolder(),
      'journeyman.explain.ahead': ahead,
      'editor.hover.delay': 0,
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'editor.suggestOnTriggerCharacters': false,
      'editor.parameterHints.enabled': false,
      'editor.autoClosingBrackets': 'never',
      'editor.autoClosingQuotes': 'never',
      'files.autoSave': 'off',
    };
    const editor = await openEditor({ folder, settings, ours, env: { JOURNEYMAN_CACHE: cache } });
    try {
      const probe = await SessionProbe.into(editor.window.page);
      const looks = await workFor(minutes, editor.window, probe);
      return { looks, keys: await probe.keys() };
    } finally {
      await editor.close();
    }
  } finally {
    await rm(folder, REMOVED);
  }
}

function print(sessions: Session[], minutes: number): void {
  const share = (looks: Look[], wanted: (look: Look) => boolean) => `${looks.filter(wanted).length} (${Math.round((100 * looks.filter(wanted).length) / Math.max(1, looks.length))} %)`;
  const times = (values: number[]) => (values.length === 0 ? '–' : `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 0.95).toFixed(0)}`);
  const useful = ({ content }: Look) => content === 'explanation' || content === 'documentation';
  const rows: [string, (session: Session) => string][] = [
    ['hovers', ({ looks }) => String(looks.length)],
    ['… with a finished explanation', ({ looks }) => share(looks, ({ content }) => content === 'explanation')],
    ['… the same after the first minute', ({ looks }) => share(looks.filter(({ at }) => at > 60), ({ content }) => content === 'explanation')],
    ['… with one by the time the mouse has rested there for 1.5 s', ({ looks }) => share(looks, ({ explainedMs }) => explainedMs !== null)],
    ['… with documentation only', ({ looks }) => share(looks, ({ content }) => content === 'documentation')],
    ['… with our link only', ({ looks }) => share(looks, ({ content }) => content === 'link')],
    ['… with nothing of ours', ({ looks }) => share(looks, ({ content }) => content === 'nothing')],
    ['mouse to useful text, ms, p50 / p95', ({ looks }) => times(looks.filter(useful).flatMap(({ ms }) => ms ?? []))],
    ['mouse to any hover, ms, p50 / p95', ({ looks }) => times(looks.flatMap(({ anyMs }) => anyMs ?? []))],
    ['keys', ({ keys }) => String(keys.length)],
    ['key to character, ms, p50 / p95', ({ keys }) => times(keys)],
  ];
  console.log(`${minutes} minutes, editor.hover.delay 0, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  console.log(`| | ${sessions.map(({ title }) => title).join(' | ')} |\n|---|${'---|'.repeat(sessions.length)}`);
  for (const [what, of] of rows) console.log(`| ${what} | ${sessions.map(of).join(' | ')} |`);
}

function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}
