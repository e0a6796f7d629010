import type { Example } from '../../../../core/examples.ts';
import type { WorkerDefinition } from '../../definition.ts';
import type { KeptThing } from './compare.ts';
import type { Piece } from './pieces.ts';

const KEEP: Record<KeptThing, string> = {
  keys: 'Keep every key as it is and add none.',
  numbers: 'Keep every number and add none.',
  names: 'Keep every name and add none.',
  links: 'Keep every link as it is.',
  code: 'Keep what stands in backticks as it is.',
};

/** The same for all pieces, so that the model's state after it is reused. */
export function systemText({ instruction, format, keep }: Pick<WorkerDefinition, 'instruction' | 'format' | 'keep'>, examples: readonly Example[]): string {
  const form = format === 'text' ? 'Answer with the new text alone, without introduction.' : format === 'markdown' ? 'Answer with the new Markdown alone, without introduction. Keep headings and lists.' : `Answer with ${format} alone.`;
  const shown = examples.map(({ input, output }) => `Example:\n${input}\nbecomes:\n${typeof output === 'string' ? output : JSON.stringify(output)}`);
  return [instruction, [form, ...keep.map((thing) => KEEP[thing])].join(' '), ...shown].join('\n\n');
}

/** The piece as the model sees it, with its frame. */
export function framed({ text, frame }: Piece): string {
  if (frame?.kind === 'member') return `{${JSON.stringify(frame.key)}: ${text}}`;
  return frame ? `${frame.line}\n${text}` : text;
}

/** The model's answer without the frame; undefined where it has lost it. */
export function unframed(answer: string, { frame }: Piece): string | undefined {
  if (!frame) return answer;
  if (frame.kind === 'header') {
    const [first = '', ...rest] = answer.split('\n');
    return first.trim() === frame.line.trim() ? rest.join('\n') : undefined;
  }
  try {
    const value = JSON.parse(answer) as unknown;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, frame.key)) return undefined;
    return JSON.stringify((value as Record<string, unknown>)[frame.key]);
  } catch {
    return undefined;
  }
}
