/** Characters that mean something in Markdown. */
const MARKDOWN = /[\\`*_{}[\]()<>#+\-.!|~&]/g;
/** Control characters, and those that turn the direction of writing round. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A plain text as SARIF has it: what would read as a placeholder (`{0}`) or as a link (`[text](target)`) is escaped as the standard says (3.11.5, 3.11.6).
 * Other braces stay single, although the standard doubles them: readers show code as it is written here, and hardly one undoubles them.
 */
export function plainText(text: string): string {
  return text
    .replace(CONTROL, '')
    .replace(/\{(?=\d+\})|(?<=\{\d+)\}/g, '$&$&')
    .replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

/** The same text as Markdown that shows nothing but the text. */
export function markdownText(text: string): string {
  return text.replace(CONTROL, '').replace(MARKDOWN, '\\$&');
}
