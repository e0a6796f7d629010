/**
 * A text that others wrote, for a message. VS Code makes a link of `[label](command:…)` there, and a click on it runs the command:
 * a diff, a file's name or an answer must not bring one along.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
