import type { Redactor } from '../../core/escalation.ts';

/** Loads what finds secrets with the first request: most sessions have none. In the extension that is a file of its own: see esbuild.mjs. */
export function createRedactor(): Redactor {
  return {
    async redact(texts, material) {
      const { redact } = await import('./redact.ts');
      return redact(texts, material);
    },
  };
}
