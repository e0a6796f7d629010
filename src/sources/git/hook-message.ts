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

/** What somebody, or another hook, has written into the file: all but comments, trailers that git adds and empty lines at both ends. */
export function textOf(file: string, prefix: string): string {
  return apart(file, prefix).text.map((line) => line.trimEnd()).join('\n').trim();
}

/** The file without that text, as where it holds the template alone. */
export function withoutText(file: string, prefix: string): string {
  return apart(file, prefix).rest.join('\n').replace(/^(?:\r?\n)+/, '\n');
}

function apart(file: string, prefix: string): { text: string[]; rest: string[] } {
  const lines = file.split('\n');
  const cut = lines.findIndex((line) => line.trimEnd() === prefix + SCISSORS);
  const [text, rest]: [string[], string[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    const stays = (cut >= 0 && index >= cut) || line.startsWith(prefix) || TRAILER.test(line);
    if (!stays) text.push(line);
    if (stays || line.trim() === '') rest.push(line);
  }
  return { text, rest };
}

/** What comes above the file's own content, which stays as it is; undefined where git would take a line of the message for a comment. */
export function aboveContent(message: string, file: string, prefix: string): string | undefined {
  const clean = message.replace(/\r\n?/g, '\n').trim();
  if (clean === '' || clean.split('\n').some((line) => line.startsWith(prefix))) return undefined;
  return `${clean}\n${file === '' || /^\r?\n/.test(file) ? '' : '\n'}`;
}
