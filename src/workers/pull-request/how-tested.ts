import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { saidTested } from './commit-sections.ts';
import type { Message } from './facts.ts';
import { code, prose } from './markdown.ts';
import { addedTests } from './names.ts';
import { namesOfAddedTests } from './test-names.ts';

const MOST_FILES = 4;
const MOST_NAMES = 5;
const LONGEST_NAMES = 240;

export interface Tested {
  /** What the authors say in their commits, and which tests the change adds. */
  shown: string;
  /** Which files of tests it only changes: worth a line where somebody asks. */
  touched: string;
}

/** Says how the change was tested as far as tests and commits show it; both empty where nothing does, for nobody knows then. */
export function howTested(files: FileChange[], commits: Message[]): Tested {
  const tests = files.filter((file) => roleOf(file.path) === 'test' && file.kind !== 'deleted' && !file.binary && !file.submodule);
  const adding = tests.map((file) => ({ file, count: addedTests(file) })).filter(({ count }) => count > 0);
  const touched = tests.length > 0 && adding.length === 0 ? `Changes ${listed(tests)}` : '';
  return { shown: [...saidTested(commits), ...(adding.length > 0 ? [addedLine(adding)] : [])].join('\n\n'), touched };
}

/** `Adds 2 tests in x: reads lines; fails on none`. */
function addedLine(adding: { file: FileChange; count: number }[]): string {
  const total = adding.reduce((sum, { count }) => sum + count, 0);
  const names = adding.flatMap(({ file }) => namesOfAddedTests(file)).map((name) => prose(name));
  const all = names.length === total && names.length <= MOST_NAMES && names.join('; ').length <= LONGEST_NAMES;
  return `Adds ${total === 1 ? 'a test' : `${total} tests`} in ${listed(adding.map(({ file }) => file))}${all ? `: ${names.join('; ')}` : ''}`;
}

function listed(files: FileChange[]): string {
  const more = files.length - MOST_FILES;
  return files.slice(0, MOST_FILES).map(({ path }) => code(path)).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
