/** A diff of one file whose hunk has these lines under this section. */
export function changed(path: string, section: string, ...lines: string[]): string {
  const count = (sign: string) => lines.filter((line) => line[0] !== sign).length;
  return [`diff --git a/${path} b/${path}`, `--- a/${path}`, `+++ b/${path}`, `@@ -1,${count('+')} +1,${count('-')} @@ ${section}`, ...lines, ''].join('\n');
}
