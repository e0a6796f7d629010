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
  getText(): string;
}

/** Files whose fixes are kept. */
const KEPT = 50;

/** The confirmed fixes that explanations have found, each for one diagnostic of one text: after any change there is none. A file that is opened again begins with its first version, so that the text counts as well. */
export class ReadyFixes {
  readonly #files = new Map<string, { version: number; text: string; fixes: Map<string, ReadyFix> }>();

  put(document: VersionedDocument, diagnostic: EditorDiagnostic, fix: ReadyFix): void {
    const key = document.uri.toString();
    const present = this.#files.get(key);
    const file = present && isSame(present, document) ? present : { version: document.version, text: document.getText(), fixes: new Map<string, ReadyFix>() };
    file.fixes.set(keyOf(key, diagnostic), fix);
    this.#files.delete(key);
    this.#files.set(key, file);
    if (this.#files.size > KEPT) this.#files.delete(this.#files.keys().next().value!);
  }

  get(document: VersionedDocument, diagnostic: EditorDiagnostic): ReadyFix | undefined {
    const key = document.uri.toString();
    const file = this.#files.get(key);
    return file && isSame(file, document) ? file.fixes.get(keyOf(key, diagnostic)) : undefined;
  }
}

function isSame(file: { version: number; text: string }, document: VersionedDocument): boolean {
  return file.version === document.version && file.text === document.getText();
}

function keyOf(uri: string, diagnostic: EditorDiagnostic): string {
  return JSON.stringify(referenceTo(uri, diagnostic));
}
