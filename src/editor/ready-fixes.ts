import type { LineEdit } from '../core/diagnostic.ts';
import { type EditorDiagnostic, referenceTo } from './diagnostics.ts';

/** A confirmed fix that is at hand. */
export interface ReadyFix {
  edits: LineEdit[];
  /** The tool that confirmed it, as the diagnostic names it. */
  tool: string;
}

/** What is read of an editor's document. */
export interface VersionedDocument {
  uri: { toString(): string };
  version: number;
}

/** Files whose fixes are kept. */
const KEPT = 50;

/** The confirmed fixes that explanations have found, each for one diagnostic of one version of a document: after any change there is none. */
export class ReadyFixes {
  readonly #files = new Map<string, { version: number; fixes: Map<string, ReadyFix> }>();

  put({ uri, version }: VersionedDocument, diagnostic: EditorDiagnostic, fix: ReadyFix): void {
    const key = uri.toString();
    const present = this.#files.get(key);
    const file = present?.version === version ? present : { version, fixes: new Map<string, ReadyFix>() };
    file.fixes.set(keyOf(key, diagnostic), fix);
    this.#files.delete(key);
    this.#files.set(key, file);
    if (this.#files.size > KEPT) this.#files.delete(this.#files.keys().next().value!);
  }

  get({ uri, version }: VersionedDocument, diagnostic: EditorDiagnostic): ReadyFix | undefined {
    const file = this.#files.get(uri.toString());
    return file?.version === version ? file.fixes.get(keyOf(uri.toString(), diagnostic)) : undefined;
  }
}

function keyOf(uri: string, diagnostic: EditorDiagnostic): string {
  return JSON.stringify(referenceTo(uri, diagnostic));
}
