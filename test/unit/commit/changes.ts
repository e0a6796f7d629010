import type { FileChange } from '../../../src/core/changes.ts';

/** A change that no message is known for without a model. */
export const diff = `diff --git a/src/queue.ts b/src/queue.ts
--- a/src/queue.ts
+++ b/src/queue.ts
@@ -1,3 +1,3 @@ export function drain() {
 // before
-while (queue.size) drainNext();
+while (!queue.stopped) drainNext();
`;

/** A file with one hunk of the given lines, each with its sign. */
export function file(path: string, lines: string[] = [], more: Partial<FileChange> = {}): FileChange {
  const count = (sign: string) => lines.filter((line) => line[0] === sign).length;
  return {
    path,
    kind: 'modified',
    binary: false,
    submodule: false,
    added: count('+'),
    removed: count('-'),
    hunks: lines.length ? [{ section: '', oldStart: 1, newStart: 1, lines }] : [],
    ...more,
  };
}
