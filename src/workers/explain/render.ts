import type { ExplainOutput } from './input.ts';

/** The text between fences that are longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const AUTHORS: Record<string, string> = { model: 'The model\'s fix', message: 'The fix that the message describes' };

export function renderExplanation({ problem, why, fix, idea, documentation }: ExplainOutput): string {
  return [
    problem,
    why,
    ...(fix ? [`${AUTHORS[fix.by] ?? `The fix of ${fix.by}`}, confirmed by the tool:`, fenced('diff', fix.diff)] : []),
    ...(!fix && idea ? [`An idea, not confirmed. ${idea.reason}`, fenced('diff', idea.diff)] : []),
    ...(documentation?.url ? [`Documentation: ${documentation.url}`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}
