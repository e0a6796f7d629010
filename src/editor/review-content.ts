import type { ReviewFile, ReviewOutput } from '../workers/review/input.ts';
import { countsText, isFolded, KIND_WORDS, roleText } from '../workers/review/words.ts';
import type { ReviewContent, ReviewFileView, RiskView } from './review-view.ts';

export const noContent: ReviewContent = { summary: '', counts: '', risks: [], files: [], folded: [], read: { done: 0, total: 0 }, previous: false, next: false };

/** What the panel shows of an answer. `read` has the paths that were read, `current` is the file that was opened last. */
export function contentOf(output: ReviewOutput, read: ReadonlySet<string>, current: string | undefined): ReviewContent {
  const files = output.files.map((file, index) => ({ folded: isFolded(file), view: fileView(file, index + 1, read.has(file.path), file.path === current) }));
  const views = (folded: boolean) => files.filter((file) => file.folded === folded).map(({ view }) => view);
  const position = output.files.findIndex(({ path }) => path === current);
  return {
    summary: output.summary,
    counts: output.files.length === 0 ? '' : countsText(output),
    risks: files.flatMap(({ view }) => view.risks),
    files: views(false),
    folded: views(true),
    read: { done: files.filter(({ view }) => view.read).length, total: files.length },
    previous: position > 0,
    // From the last file it still goes on: to having read it.
    next: files.length > 0 && (position < files.length - 1 || !files.at(-1)!.view.read),
  };
}

/**
 * Where a step in reading order leads: the file that is opened, and the one that is thereby left. Nothing is opened behind the last file
 * or before the first. Without a current file, or where it is gone, the way begins at the first.
 */
export function stepFrom(files: readonly { path: string }[], current: string | undefined, direction: 1 | -1): { open: string | undefined; left: string | undefined } {
  const position = files.findIndex(({ path }) => path === current);
  if (position < 0) return { open: files[0]?.path, left: undefined };
  const open = files[position + direction]?.path;
  return { open, left: open === undefined && direction < 0 ? undefined : current };
}

function fileView(file: ReviewFile, number: number, read: boolean, current: boolean): ReviewFileView {
  const { path, added, removed, summary } = file;
  const risks = file.risks.map(({ kind, detail, line }): RiskView => ({ kind: KIND_WORDS[kind], detail, path, line }));
  return { number, path, added, removed, role: roleText(file), summary, risks, read, current };
}
