/** Text from a diff or a model, made harmless where it stands in Markdown. */

/** A code span that cannot be broken out of; line feeds and the like become spaces. */
export function code(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = oneLine.startsWith('`') || oneLine.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${oneLine}${pad}${fence}`;
}

/**
 * A line of prose: no HTML, no mention that would call a person, no image, nothing that opens a code span and leaves it open.
 * Code spans stay as they are.
 */
export function prose(line: string): string {
  const pieces = line.split(/(`[^`]*`)/);
  return pieces
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/`/g, '').replace(/[<>]/g, (bracket) => `\\${bracket}`).replace(/!\[/g, '\\![').replace(/(^|[\s(])(@[\w/-]+)/g, '$1`$2`')))
    .join('');
}

/** Several lines of prose; fenced blocks stay as they are, and are closed. No line is left that a forge or its bots would take for a command, such as `/close`. */
export function proseBlock(text: string): string {
  let fence = '';
  const lines = text.split('\n').map((line) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const inside = fence !== '' || mark !== undefined;
    if (mark !== undefined) fence = fence === '' ? mark : mark.startsWith(fence) ? '' : fence;
    return inside ? line : prose(line).replace(/^(\s*)\/(?=\p{L})/u, '$1\\/');
  });
  return [...lines, ...(fence === '' ? [] : [fence])].join('\n');
}
