/** Git's line above which the message ends; everything from it on is cut off. */
export const SCISSORS = ' ------------------------ >8 ------------------------';
/** What git chooses from for `core.commentChar=auto`. */
const AUTOMATIC = ['#', ';', '@', '!', '$', '%', '^', '&', '|', ':'];
/** What git itself adds for `--signoff` and its like. */
const TRAILER = /^[A-Za-z]+(?:-[A-Za-z]+)*-by: \S/;

/**
 * What comment lines of the message's file start with. `configured` holds the values of core.commentChar and core.commentString, the one that
 * counts last; a git that does not know one of them goes by the other, and `auto` chooses for each message: so the file decides.
 */
export function commentPrefix(file: string, configured: readonly string[]): string {
  const candidates = [...configured].reverse().filter((value) => value !== '' && value !== 'auto' && !value.includes('\n'));
  const lines = file.split('\n').map((line) => line.replace(/\r$/, ''));
  const known = [...new Set([...candidates, ...AUTOMATIC])];
  const cut = known.find((prefix) => lines.includes(prefix + SCISSORS));
  if (cut !== undefined) return cut;
  const last = lines.filter((line) => line.trim() !== '').at(-1) ?? '';
  return known.find((prefix) => last.startsWith(prefix)) ?? candidates[0] ?? '#';
}

/** Whether somebody, or another hook, has written something into the file: anything but comments and trailers that git adds. */
export function hasText(file: string, prefix: string): boolean {
  for (const line of file.split('\n').map((each) => each.trimEnd())) {
    if (line === prefix + SCISSORS) return false;
    if (line !== '' && !line.startsWith(prefix) && !TRAILER.test(line)) return true;
  }
  return false;
}

/** What comes above the file's own content, which stays as it is; undefined where git would take a line of the message for a comment. */
export function aboveContent(message: string, file: string, prefix: string): string | undefined {
  const clean = message.replace(/\r\n?/g, '\n').trim();
  if (clean === '' || clean.split('\n').some((line) => line.startsWith(prefix))) return undefined;
  return `${clean}\n${file === '' || /^\r?\n/.test(file) ? '' : '\n'}`;
}
