/** Marks that generators put before a remark on where a rule is enabled, whether it fixes, what it needs; never part of its description. */
const BADGE = /^(?:💼|🔧|💡|⚠️?|🚫|❌|💭|🌐|⚙️?|🎨|✅|☑️?|🔒|🛠️?|❗|🛑|🧪|🏠|🌍|🔤|🈶|🈴|🧩)/u;
const DESCRIPTION = /^📝\s*/u;
const HEADER_END = '<!-- end auto-generated rule header -->';
const FENCE = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/;

/** Lines of prose and lines of code blocks, told apart; a block's first line keeps its language and loses what only a site reads. */
function piecesOf(text: string): { code: boolean; text: string }[] {
  const pieces: { code: boolean; text: string }[] = [];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line);
    const code = fence !== undefined || mark !== null;
    let kept = line;
    if (mark && fence === undefined) {
      fence = mark[1];
      kept = line.slice(0, line.indexOf(mark[1]!)) + mark[1] + mark[2];
    } else if (fence !== undefined && line.trim().startsWith(fence) && line.trim().replaceAll(fence[0]!, '') === '') {
      fence = undefined;
    }
    const last = pieces.at(-1);
    if (last?.code === code) last.text += `\n${kept}`;
    else pieces.push({ code, text: kept });
  }
  return pieces;
}

/** Prose without what a site's generator or a README's reader needs: components, imports, comments, admonition marks, badges, dead links. */
function plainProse(text: string): string {
  // Every repetition that could start anew at each character has a bound: the page is not trusted to be kind to a regular expression.
  return text
    .replace(/<!--[\s\S]*?(?:-->|$(?![\s\S]))|\{\/\*[\s\S]*?(?:\*\/\}|$(?![\s\S]))/g, '')
    .replace(/^(?:import|export)\s.*['"][^'"\n]+['"];?[ \t]*$/gm, '')
    // The tabs of typescript-eslint's site say which code is right and which is wrong.
    .replace(/^[ \t]*<[A-Z]\w{0,50}\b[^>\n]{0,200}\b(?:value|label|title)="([^"\n]{0,100})"[^>\n]{0,200}>[ \t]*$/gm, '**$1**')
    .replace(/^[ \t]*<\/?[A-Z]\w{0,50}\b[^>\n]{0,500}>[ \t]*$/gm, '')
    .replace(/^[ \t]*:{3,}(.*)$/gm, (_line, rest: string) => {
      const title = rest.trim().replace(/^\w+/, '').replace(/^\s*\[|\]$/g, '').trim();
      return title === '' ? '' : `**${title}**`;
    })
    .replace(/^> (?:\[!\w+\][ \t]*$|🛑.*(?:\n>.*)*)/gmu, '')
    .replace(/^(?:[ \t]?\[?!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)(?:\]\([^)\n]{0,300}\))?){1,10}[ \t]*$/gm, '')
    .replace(/(?<!!)\[([^\]\n]{0,300})\]\((?!https?:\/\/)[^)\n]{0,300}\)/g, '$1');
}

/** What the paragraphs before the first section say, without badges; a marked description loses its mark. */
function withoutBadges(intro: string): string {
  return intro
    .split(/\n{2,}/)
    .filter((paragraph) => !BADGE.test(paragraph.trim()))
    .map((paragraph) => paragraph.trim().replace(DESCRIPTION, ''))
    .join('\n\n');
}

/** Whether two sentences are the same but for case, marks and a full stop. */
function same(one: string, other: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return bare(one) === bare(other);
}

/**
 * A rule's page as its package ships it, as plain Markdown: the description first, then what the page says, without its title.
 * The page is not trusted and stays so.
 */
export function rulePage(page: string, description = ''): string {
  const text = page.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '');
  const end = text.indexOf(HEADER_END);
  const described = end < 0 ? undefined : text.slice(0, end).split(/\n{2,}/).find((paragraph) => DESCRIPTION.test(paragraph.trim()));
  const pieces = piecesOf(end < 0 ? text : text.slice(end + HEADER_END.length));
  const plain = pieces.map((piece) => (piece.code ? piece.text : plainProse(piece.text))).join('\n').trimStart().replace(/^# [^\n]*(?:\n|$)/, '');
  const section = /^(?:#{1,6} |`{3,}|~{3,})/m.exec(plain)?.index ?? plain.length;
  const intro = withoutBadges(plain.slice(0, section));
  const first = (description || (described ?? '')).trim().replace(DESCRIPTION, '').replace(/\s+/g, ' ');
  const rest = intro.split('\n\n').filter((paragraph, at) => at > 0 || !same(paragraph, first)).join('\n\n');
  const lines = [first, rest, plain.slice(section)].map((part) => part.trim()).filter(Boolean).join('\n\n').split('\n');
  return lines.map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n');
}
