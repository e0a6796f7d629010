export interface SplitFile {
  /** What stands between the two lines `---`; undefined where there is no front matter. */
  yaml: string | undefined;
  /** 1-based. */
  firstLine: number;
  body: string;
  bodyLine: number;
}

/** Takes the front matter of a Markdown file apart from its body. */
export function splitFrontMatter(text: string): SplitFile {
  const lines = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n');
  const fence = (line: string) => /^---[ \t]*$/.test(line);
  const end = fence(lines[0]!) ? lines.findIndex((line, index) => index > 0 && fence(line)) : -1;
  if (end < 0) return { yaml: undefined, firstLine: 1, body: lines.join('\n'), bodyLine: 1 };
  const body = lines.slice(end + 1);
  const blank = body.findIndex((line) => line.trim() !== '');
  return { yaml: lines.slice(1, end).join('\n'), firstLine: 2, body: body.join('\n'), bodyLine: blank < 0 ? end + 1 : end + 2 + blank };
}
