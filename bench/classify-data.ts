import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tracesOfFailingPrograms } from './failing-programs.ts';
import { spread } from './records.ts';

export interface LabelledText {
  id: string;
  text: string;
  label: string;
  /** Where the text is another's: its source and licence. */
  source?: string;
}

export const CLASSIFY_DATA = fileURLToPath(new URL('./data/classify', import.meta.url));
const TYPES = ['feat', 'fix', 'docs', 'refactor', 'test', 'perf', 'build', 'ci', 'style'];
const COMMITS_OF_A_TYPE = 18;
const FILES_OF_A_COMMIT = 6;
const MESSAGES_OF_A_CATEGORY = 15;

/** Ruff's rule sets by what their rules are about. */
const CATEGORIES: Record<string, string[]> = {
  security: ['flake8-bandit'],
  docstring: ['pydocstyle', 'pydoclint'],
  naming: ['pep8-naming'],
  typing: ['flake8-annotations', 'flake8-pyi'],
  testing: ['flake8-pytest-style'],
  async: ['flake8-async'],
  datetime: ['flake8-datetimez'],
  logging: ['flake8-logging', 'flake8-logging-format'],
  whitespace: ['pycodestyle'],
  filesystem: ['flake8-use-pathlib'],
};

/** Conventional Commits, their subjects without the type and the files that they change; the type is the label. As many of each type as there are, up to a limit, the newest first. */
function commits(repositories: string[]): LabelledText[] {
  const found = repositories.flatMap((repository) => {
    const name = basename(repository) === 'repo' ? basename(resolve(repository, '..')).replace('+', '/') : basename(repository);
    const log = execFileSync('git', ['-C', repository, 'log', '--no-merges', '--name-only', '--format=%x01%H %s'], { encoding: 'utf8', maxBuffer: 1 << 29 });
    return log.split('\x01').flatMap((entry): LabelledText[] => {
      const [line = '', ...files] = entry.trim().split('\n').filter(Boolean);
      const match = /^([0-9a-f]{12})[0-9a-f]* (\w+)(?:\([^)]{1,40}\))?!?: (.{12,120})$/.exec(line);
      if (!match || !TYPES.includes(match[2]!) || files.length === 0) return [];
      const subject = match[3]!.replace(/ \(#\d+\)/g, '').trim();
      const shown = files.slice(0, FILES_OF_A_COMMIT);
      const text = [subject, '', ...shown, ...(files.length > shown.length ? [`and ${files.length - shown.length} more`] : [])].join('\n');
      // A subject that says its type is no question.
      return subject.toLowerCase().includes(match[2]!) ? [] : [{ id: match[1]!, text, label: match[2]!, source: name }];
    });
  });
  return TYPES.flatMap((type) => spread(found.filter(({ label }) => label === type), COMMITS_OF_A_TYPE));
}

/** Ruff's own messages; the category of their rule set is the label. */
function messages(ruff: string): LabelledText[] {
  const rules = JSON.parse(execFileSync(ruff, ['rule', '--all', '--output-format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 26 })) as { code: string; linter: string | null; message_formats: string[] }[];
  return Object.entries(CATEGORIES).flatMap(([label, sets]) => {
    const own = rules.filter(({ code, linter }) => linter !== null && sets.includes(linter) && (label !== 'whitespace' || /^(?:E[123]|W[1239])/.test(code)));
    const texts = own.flatMap(({ code, message_formats: [format] }) => (format === undefined ? [] : [{ id: code, text: format.replace(/\{\{|\}\}|[{}]/g, '').trim(), label, source: 'ruff' }]));
    return spread(texts.filter(({ text }) => text.length > 10), MESSAGES_OF_A_CATEGORY);
  });
}

/** Builds the labelled sets anew. */
export async function buildClassifyData(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { repo: { type: 'string', multiple: true, default: [] }, ruff: { type: 'string' }, programs: { type: 'boolean', default: false } } });
  await mkdir(CLASSIFY_DATA, { recursive: true });
  const write = async (name: string, records: LabelledText[]) => {
    await writeFile(join(CLASSIFY_DATA, `${name}.jsonl`), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    console.log(`${name}: ${records.length} records, ${new Set(records.map(({ label }) => label)).size} labels`);
  };
  if (values.repo.length > 0) await write('commits', commits(values.repo.map((each) => resolve(each))));
  if (values.ruff !== undefined) await write('linters', messages(values.ruff));
  if (values.programs) await write('traces', await tracesOfFailingPrograms());
}
