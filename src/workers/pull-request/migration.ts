import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { saidMigration } from './commit-sections.ts';
import type { Message } from './facts.ts';
import { code } from './markdown.ts';

/** Files that change a database step by step, where frameworks keep them. */
const MIGRATION = /(?:^|\/)(?:db\/migrate\/[^/]+\.rb|migrations?\/[^/]*\d[^/]*\/migration\.sql|migrations?\/(?:[^/]+\/){0,2}[^/]*\d[^/]*\.(?:py|sql|php|js|ts|cs|go|exs|kt|java)|alembic\/versions\/[^/]+\.py|[VU]\d[\d._]*__[^/]+\.(?:sql|java)|liquibase\/[^/]+\.(?:xml|ya?ml|sql))$/;
const NO_MIGRATION = /(?:^|\/)(?:tests?|__tests__|fixtures|node_modules|vendor)\/|\.(?:test|spec)\.\w+$|\.designer\.cs$/i;
const MOST_FILES = 4;
const MOST_VARIABLES = 8;

/** What whoever runs the project has to know of: the authors' own notes, database migrations, environment variables. Bullets and paragraphs of Markdown, empty for none. */
export function migrationNotes(files: FileChange[], commits: Message[]): string {
  return [...saidMigration(commits), [...migrationFiles(files), ...variableLines(files)].map((line) => `- ${line}`).join('\n')].filter(Boolean).join('\n\n');
}

function migrationFiles(files: FileChange[]): string[] {
  const added = files.filter((file) => file.kind === 'added' && MIGRATION.test(file.path) && !NO_MIGRATION.test(file.path));
  if (added.length === 0) return [];
  if (added.length <= MOST_FILES) return [`Adds the ${added.length === 1 ? 'migration' : 'migrations'} ${added.map(({ path }) => code(path)).join(', ')}`];
  const folders = [...new Set(added.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)))];
  const more = folders.length - MOST_FILES;
  return [`Adds ${added.length} migrations in ${folders.slice(0, MOST_FILES).map(code).join(', ')}${more > 0 ? ` and ${more} more folders` : ''}`];
}

const NAME = String.raw`([A-Z][A-Z0-9_]{2,60})`;
/** What reads a variable of the environment beyond doubt, in several languages. */
const READS = [
  String.raw`\bprocess\.env\.${NAME}\b`,
  String.raw`\bprocess\.env\[['"]${NAME}['"]\]`,
  String.raw`\bimport\.meta\.env\.${NAME}\b`,
  String.raw`\bDeno\.env\.get\(['"]${NAME}['"]\)`,
  String.raw`\bos\.environ(?:\.get\(|\[)\s*['"]${NAME}['"]`,
  String.raw`\bos\.getenv\(\s*['"]${NAME}['"]`,
  String.raw`\bos\.(?:Getenv|LookupEnv)\("${NAME}"\)`,
  String.raw`\bENV(?:\.fetch\(|\[)['"]${NAME}['"]`,
  String.raw`\benv::var(?:_os)?\("${NAME}"\)`,
  String.raw`\bSystem\.getenv\("${NAME}"\)`,
  String.raw`\bEnvironment\.GetEnvironmentVariable\("${NAME}"\)`,
  String.raw`(?<![\w>$:.])getenv\(['"]${NAME}['"]\)`,
].map((pattern) => new RegExp(pattern, 'g'));
/** Examples that list the variables of a project. */
const EXAMPLE = /(?:^|\/)\.?env(?:\.[\w-]+)?\.(?:example|sample|template|dist|defaults?)$|(?:^|\/)\.env\.(?:example|sample|template|dist)$/i;
const ASSIGNS = new RegExp(String.raw`^(?:export )?${NAME}=`);
/** What every environment has: not the project's own. */
const COMMON = /^(?:NODE_ENV|PATH|HOME|USER|PWD|CI|DEBUG|SHELL|TMPDIR|TEMP|TMP|LANG|TERM|EDITOR|HOSTNAME|APPDATA|LOCALAPPDATA|USERPROFILE|PYTHONPATH|GITHUB_[A-Z_]+|PROD|DEV|MODE|SSR)$/;
const LONGEST_LINE = 400;

/** Variables that the change lists or reads anew: in added lines of the project's own code, and in no other line of the diff. */
export function newVariables(files: FileChange[]): { listed: string[]; read: string[] } {
  const [listed, read, before] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const file of files) {
    const role = roleOf(file.path);
    const example = EXAMPLE.test(file.path);
    if (file.binary || (!example && role !== 'source' && role !== 'config')) continue;
    for (const { lines } of file.hunks) {
      for (const line of lines) {
        const text = line.slice(1, LONGEST_LINE);
        const names = example ? [ASSIGNS.exec(text)?.[1] ?? ''] : !/env/i.test(text) || isComment(text) ? [] : READS.flatMap((pattern) => Array.from(text.matchAll(pattern), (match) => match[1]!));
        for (const name of names) (line[0] !== '+' ? before : example ? listed : read).add(name);
      }
    }
  }
  const isNew = (name: string) => name !== '' && !before.has(name) && !COMMON.test(name);
  return { listed: [...listed].filter(isNew), read: [...read].filter((name) => isNew(name) && !listed.has(name)) };
}

/** Only a list of the project's variables shows that one is new; code shows that it is read. */
function variableLines(files: FileChange[]): string[] {
  const { listed, read } = newVariables(files);
  return [sentence('Adds', listed), sentence('Reads', read)].filter(Boolean);
}

function sentence(verb: string, names: string[]): string {
  if (names.length === 0) return '';
  const more = names.length - MOST_VARIABLES;
  return `${verb} the environment ${names.length === 1 ? 'variable' : 'variables'} ${names.slice(0, MOST_VARIABLES).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function isComment(text: string): boolean {
  return /^\s*(?:\/\/|#|\*|\/\*|--)/.test(text);
}
