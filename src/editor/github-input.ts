import type { BranchChanges, FileChange, Git, PullRequestTemplate } from '../core/changes.ts';
import { isAbort, messageOf, UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { PullRequestInput } from '../workers/pull-request/facts.ts';
import { fileUris, folderOf, readContext, type GitHubContext, type GivenChanges } from './github-context.ts';

/** A repository that is open in the editor. */
export interface OpenRepository {
  uri: string;
  /** The same place in the file system. */
  folder: string;
}

export interface InputSources {
  git: Pick<Git, 'branchChanges'>;
  parseDiff(diff: string): FileChange[];
  repositories: readonly OpenRepository[];
  log: Log;
}

/** The local git is asked for its newest commits by GitHub's extension, and gives no more than these. */
const LOG_LIMIT = 32;

/**
 * The worker's input for what GitHub's extension passed on: the branch itself, where the repository has the same commits and lines on top of the
 * base that we find, otherwise the messages and patches as they were given. The branch is better: its commits may have been summed up before,
 * and files that have no patch (binary, only renamed, too large) are there too. Throws a UserError where there is nothing to describe.
 */
export async function inputFor(context: GitHubContext, { git, parseDiff, repositories, log }: InputSources, signal: AbortSignal): Promise<PullRequestInput> {
  const uris = fileUris(context);
  const holder = uris.length > 0 ? folderOf(uris, repositories) : repositories.length === 1 ? repositories[0] : undefined;
  const given = readContext(context, holder?.uri);
  const givenFiles = parseDiff(given.diff);
  let near: BranchChanges | undefined;

  // Where nothing tells the repository, its commits do.
  for (const { folder } of holder ? [holder] : uris.length > 0 || given.commits.length === 0 ? [] : repositories) {
    for (const head of new Set([context.compareBranch, undefined])) {
      const changes = await git.branchChanges({ cwd: folder, head }, signal).catch((error: unknown) => {
        if (isAbort(error)) throw error;
        log.debug(`${head ?? 'HEAD'} is not what GitHub's extension means: ${messageOf(error)}`);
        return undefined;
      });
      if (!changes) continue;
      const template = templateOf(context.template, changes.templates);
      if (template && isSame(given, givenFiles, changes, parseDiff(changes.diff))) return { cwd: folder, head, ...template };
      if (holder) near ??= changes;
    }
  }

  if (givenFiles.length === 0) throw nothingGiven(given);
  return { commits: given.commits, diff: given.diff, template: textOf(context.template) ?? near?.templates[0]?.text ?? null, recentSubjects: near?.recentSubjects ?? [] };
}

/** True where both are the same change: the same messages, and as many lines in every file that was given. Of renamed files the local git gives all lines. */
function isSame(given: GivenChanges, givenFiles: FileChange[], ours: BranchChanges, ourFiles: FileChange[]): boolean {
  const messages = (commits: GivenChanges['commits']) => commits.map(({ subject, body }) => `${subject} ${body}`.replace(/\s+/g, ' ').trim());
  if (given.commits.length === 0) return false;
  const left = messages(ours.commits);
  for (const message of messages(given.commits)) {
    const index = left.indexOf(message);
    if (index < 0) return false;
    left.splice(index, 1);
  }
  const cut = left.length > 0 && given.local && given.commits.length === LOG_LIMIT && givenFiles.length === ourFiles.length;
  if (left.length > 0 && !cut) return false;
  const byPath = new Map(ourFiles.map((file) => [file.path, file]));
  return givenFiles.every(({ path, added, removed, hunks }) => {
    const own = byPath.get(path);
    return own !== undefined && (hunks.length === 0 || own.oldPath !== undefined || (own.added === added && own.removed === removed));
  });
}

/** Which of the repository's templates the given text is; undefined where it is none of them. Without a text the repository's own is used. */
function templateOf(text: string | undefined, templates: PullRequestTemplate[]): { template?: string } | undefined {
  const wanted = textOf(text);
  if (wanted === undefined) return {};
  const index = templates.findIndex((template) => textOf(template.text) === wanted);
  return index < 0 ? undefined : index === 0 ? {} : { template: templates[index]!.path };
}

function textOf(template: string | undefined): string | undefined {
  return template?.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n').trim() || undefined;
}

function nothingGiven({ nameless }: GivenChanges): UserError {
  return nameless > 0
    ? new UserError('The changes cannot be read.', 'This version of the extension GitHub Pull Requests does not say which files they are in.', 'Update that extension.')
    : new UserError(
        'There is no change to describe.',
        'The extension GitHub Pull Requests passed none on: between these branches there is none, or only binary, renamed or very large files.',
        'Choose other branches, or run “Journeyman: Summarize Pull Request”, which reads the branch itself.',
      );
}
