/** VS Code's language identifiers that differ from what code blocks are marked with. */
const FENCES: Record<string, string> = { shellscript: 'bash', javascriptreact: 'jsx', typescriptreact: 'tsx' };

/** The line that opens a block of code. */
export function opening(language: string): string {
  return `\`\`\`${FENCES[language] ?? language}`;
}

/** The text between fences that are longer than any in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const longer = '`'.repeat(longest - 2);
  return `${longer}${opening(language)}\n${text}\n${longer}\`\`\``;
}

/** Asks for a rewritten piece of code, after it was explained what the linter found. What is to be done comes first in the answer: a model that starts with the code copies it. */
export function fixRequest(message: string, what: string, code: string, language: string): string {
  return [
    'Say in one sentence what to change so that the linter no longer reports it. Then give the changed code in a block. No comment that silences the linter.',
    `Message: ${message.replace(/\s+/g, ' ').slice(0, 300)}`,
    ...(what === '' ? [] : [`Rule: ${what.replace(/\s+/g, ' ')}`]),
    fenced(code, language),
  ].join('\n');
}
