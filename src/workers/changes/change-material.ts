import type { FileChange } from '../../core/changes.ts';

/** The paths of these files, those before a rename too, each once. */
export function pathsOf(files: FileChange[]): string[] {
  return [...new Set(files.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [path, oldPath])))];
}

/** What others wrote in these changes: a text for each file that begins with its path. */
export function textsOfChanges(files: FileChange[]): string[] {
  return files.map(({ path, oldPath, hunks }) => [path, ...(oldPath === undefined || oldPath === path ? [] : [oldPath]), ...hunks.flatMap(({ section, lines }) => (section === '' ? lines : [section, ...lines]))].join('\n'));
}

/** A commit's message as one text. */
export function messageText({ subject, body }: { subject: string; body: string }): string {
  return body === '' ? subject : `${subject}\n\n${body}`;
}
