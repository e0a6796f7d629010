import type { Material } from '../../core/worker.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainInput } from './input.ts';

const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

/** The source, what the tool reports, and what it says of its rule. The folder is the file's own: of the repository around it nothing is known here. */
export function explainMaterial({ documentationText }: ExplainFacts, { file, origin = file, source, diagnostic }: ExplainInput): Material {
  const name = Math.max(origin.lastIndexOf('/'), origin.lastIndexOf('\\')) + 1;
  const absolute = ABSOLUTE.test(origin);
  return {
    folder: absolute ? origin.slice(0, Math.max(name - 1, origin.startsWith('/') ? 1 : 0)) : undefined,
    paths: [absolute ? origin.slice(name) : origin],
    texts: [`${file}\n${source}`, diagnostic.message, diagnostic.rule, documentationText].filter((text) => text !== ''),
  };
}
