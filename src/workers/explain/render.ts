import type { ExplainOutput } from './input.ts';

/** The text between fences that are longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function renderExplanation({ problem, why, fix, documentation }: ExplainOutput): string {
  return [
    problem,
    why,
    ...(fix ? [`The tool's own fix${fix.verified ? ', checked with the tool' : ', not checked'}:`, fenced('diff', fix.diff)] : []),
    ...(documentation?.url ? [`Documentation: ${documentation.url}`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}
