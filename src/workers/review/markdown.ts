import { code, prose, proseBlock } from '../pull-request/markdown.ts';
import type { ReviewFile, ReviewOutput, Risk } from './input.ts';
import { countsText, isFolded, KIND_WORDS, roleText } from './words.ts';

/** The whole review as Markdown, ending with a line feed. What comes from the diff or the model brings no markup of its own. */
export function reviewMarkdown(output: ReviewOutput): string {
  const { base, head, summary, files } = output;
  const numbered = files.map((file, index) => ({ file, text: fileItem(file, index + 1) }));
  const texts = (folded: boolean) => numbered.filter(({ file }) => isFolded(file) === folded).map(({ text }) => text);
  const risky = files.flatMap(({ path, risks }) => risks.map((risk) => `- **${KIND_WORDS[risk.kind]}**: ${line(risk.detail)} (${code(place(path, risk))})`));
  const parts = [
    `# Review${head === null ? '' : ` of ${code(head)}`}${base === null ? '' : ` → ${code(base)}`}`,
    proseBlock(summary.trim()),
    countsText(output),
    ...section('Look closely at', risky),
    ...section('Files in reading order', texts(false)),
    ...section('Generated and lock files', texts(true)),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** `src/app.ts:12`, or the path alone where the risk is about the whole file. */
export function place(path: string, { line }: Pick<Risk, 'line'>): string {
  return line === null ? path : `${path}:${line}`;
}

function section(title: string, items: string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.join('\n')];
}

function fileItem(file: ReviewFile, number: number): string {
  const { path, added, removed, summary, risks } = file;
  const first = `${number}. ${code(path)} (+${added} −${removed}, ${roleText(file, code)})${summary.trim() === '' ? '' : `: ${line(summary)}`}`;
  // As far in as the text of the item begins, so that they belong to it.
  const indent = ' '.repeat(`${number}. `.length);
  return [first, ...risks.map((risk) => `${indent}- **${KIND_WORDS[risk.kind]}**${risk.line === null ? '' : `, line ${risk.line}`}: ${line(risk.detail)}`)].join('\n');
}

function line(text: string): string {
  return prose(text.replace(/\s+/g, ' ').trim());
}
