export interface Span {
  start: number;
  /** Exclusive. */
  end: number;
}

/** The fenced blocks of a Markdown text, from fence to fence; one that is not closed goes on to the end. Linear. */
export function fencedBlocks(text: string): Span[] {
  const found: Span[] = [];
  let open: { start: number; mark: string } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const mark = /^ {0,8}(?:[-*+>][ \t]+)?(`{3,}|~{3,})/.exec(line)?.[1];
    if (!open && mark) open = { start: at, mark };
    else if (open && mark && mark[0] === open.mark[0] && mark.length >= open.mark.length && line.trim().replace(/^[>\s]+/, '') === mark) {
      found.push({ start: open.start, end: at + line.length });
      open = undefined;
    }
    at += line.length + 1;
  }
  if (open) found.push({ start: open.start, end: text.length });
  return found;
}

/** What stands in fenced blocks, without the fences, and in backticks. */
export function codeIn(text: string): string[] {
  const blocks = fencedBlocks(text);
  let rest = '';
  let at = 0;
  for (const { start, end } of blocks) {
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  const inner = blocks.map(({ start, end }) => text.slice(start, end).split('\n').slice(1).join('\n').replace(/\n?[ \t>]*(?:`{3,}|~{3,})[ \t]*$/, ''));
  return [...new Set([...inner, ...Array.from(rest.matchAll(/`([^`\n]{1,500})`/g), ([, span]) => span!)])].filter((code) => code.trim() !== '');
}

export function codeMissing(text: string, known: string): string[] {
  return codeIn(text).filter((code) => !known.includes(code));
}
