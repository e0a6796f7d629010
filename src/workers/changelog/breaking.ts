/** What a commit's footer says that breaks. */
export interface Breaking {
  /** On one line; empty where there is only a list. */
  said: string;
  points: string[];
}

const FOOTER = /^BREAKING[ -]CHANGES?(?::|\s+#)\s*(.*)$/;
const TRAILER = /^[A-Z][\w-]+: |^BREAKING[ -]CHANGE/;
const POINT = /^\s{0,8}[-*+]\s+(.*)$/;
/** Characters that are told of a paragraph and of a point. */
const LONGEST = 400;
const LONGEST_POINT = 200;
const MOST_POINTS = 20;

/** Reads the footers `BREAKING CHANGE`, each with the list below it; undefined where there is none. What several say is one list. */
export function readBreaking(body: string): Breaking | undefined {
  const lines = body.split(/\r?\n/);
  const all = lines.flatMap((line, at) => (FOOTER.test(line) ? readFooter(lines, at) : []));
  if (all.length < 2) return all[0];
  return { said: '', points: all.flatMap(({ said, points }) => [said, ...points]).filter(Boolean).slice(0, MOST_POINTS) };
}

function readFooter(lines: string[], at: number): Breaking {
  const said: string[] = [FOOTER.exec(lines[at]!)![1]!];
  const points: string[] = [];
  for (let index = at + 1; index < lines.length; index++) {
    const line = lines[index]!;
    const point = POINT.exec(line)?.[1];
    const isBehindBlank = lines[index - 1]!.trim() === '' && (points.length > 0 || said.join('').trim() !== '');
    // Behind an empty line only a list goes on with what breaks.
    if (TRAILER.test(line) || (isBehindBlank && line.trim() !== '' && point === undefined)) break;
    if (point !== undefined) points.push(point);
    else if (points.length > 0) points.push(`${points.pop()!} ${line}`);
    else said.push(line);
  }
  return { said: cutAtWord(oneLine(said.join(' ')), LONGEST), points: points.slice(0, MOST_POINTS).map((text) => cutAtWord(oneLine(text), LONGEST_POINT)).filter(Boolean) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const end = text[most] === ' ' ? most : cut.lastIndexOf(' ');
  return `${cut.slice(0, end > 0 ? end : most).replace(/[\s,;:.]+$/, '')}…`;
}
