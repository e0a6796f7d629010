import type { FileRole } from '../changes/role.ts';
import type { ReviewFile, ReviewOutput, RiskKind } from './input.ts';

/** The words of a review that code writes, wherever it is shown. */

export const KIND_WORDS: Record<RiskKind, string> = {
  'public-api': 'Public API',
  migration: 'Migration',
  security: 'Security',
  'deleted-tests': 'Deleted tests',
  dependency: 'Dependency',
  ci: 'CI',
  configuration: 'Configuration',
  concurrency: 'Concurrency',
  'error-handling': 'Error handling',
  unseen: 'Not read',
};

const ROLE_WORDS: Record<FileRole, string> = {
  source: 'source',
  test: 'test',
  docs: 'documentation',
  config: 'configuration',
  dependency: 'dependencies',
  ci: 'CI',
  lock: 'lock file',
  generated: 'generated',
  asset: 'asset',
};

/** Files that nobody reads line by line: they stand together at the end. */
export function isFolded({ role }: Pick<ReviewFile, 'role'>): boolean {
  return role === 'generated' || role === 'lock';
}

/** What a file is for, and what became of it as a whole: `source · renamed from src/old.ts`. */
export function roleText({ role, kind, oldPath }: Pick<ReviewFile, 'role' | 'kind' | 'oldPath'>, quoted: (path: string) => string = (path) => path): string {
  return [ROLE_WORDS[role], kindText(kind, oldPath, quoted)].filter(Boolean).join(' · ');
}

function kindText(kind: ReviewFile['kind'], oldPath: string | undefined, quoted: (path: string) => string): string {
  switch (kind) {
    case 'added':
      return 'new';
    case 'deleted':
      return 'deleted';
    case 'renamed':
    case 'copied':
      return oldPath === undefined ? kind : `${kind} from ${quoted(oldPath)}`;
    case 'mode':
      return 'mode changed';
    case 'modified':
      return '';
  }
}

/** `12 files · +340 −120 · 3 places to look at closely` */
export function countsText({ files }: Pick<ReviewOutput, 'files'>): string {
  const sum = (of: (file: ReviewFile) => number) => files.reduce((total, file) => total + of(file), 0);
  const places = placeCount(files);
  return [
    counted(files.length, 'file', 'files'),
    `+${grouped(sum(({ added }) => added))} −${grouped(sum(({ removed }) => removed))}`,
    places === 0 ? 'no place to look at more closely than others' : counted(places, 'place to look at closely', 'places to look at closely'),
  ].join(' · ');
}

/** All the risky places that a review lists. */
export function placeCount(files: readonly Pick<ReviewFile, 'risks'>[]): number {
  return files.reduce((count, { risks }) => count + risks.length, 0);
}

export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
