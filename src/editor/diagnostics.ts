import type * as vscode from 'vscode';
import type { Diagnostic } from '../core/diagnostic.ts';
import { webAddress } from './markdown.ts';

/** Names one diagnostic of one file in the arguments of a command, which are JSON. Lines and characters count from 0, as in VS Code. */
export interface DiagnosticReference {
  uri: string;
  tool: string;
  rule: string;
  message: string;
  start: [line: number, character: number];
}

/** What is read of an editor's diagnostic. */
export type EditorDiagnostic = Pick<vscode.Diagnostic, 'message' | 'source' | 'code'> & { range: PlainRange };

interface PlainRange {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** The tool's own name for the rule: `no-var`, `F401`, `2304`; empty when there is none. */
export function ruleOf({ code }: Pick<EditorDiagnostic, 'code'>): string {
  if (code === undefined || code === null) return '';
  return String(typeof code === 'object' ? code.value : code);
}

/** The web page about the rule that the diagnostic itself links to. */
export function codeAddress({ code }: Pick<EditorDiagnostic, 'code'>): string | undefined {
  return typeof code === 'object' && code !== null ? webAddress(code.target.toString(true)) : undefined;
}

/** The tool that reported it, as its extension writes it: `eslint`, `Ruff`, `ts`; empty when there is none. */
export function toolOf({ source }: Pick<EditorDiagnostic, 'source'>): string {
  return (source ?? '').trim();
}

/** The source of what this extension itself puts into the problems list: answers of workers, and errors in their files. Nobody asks for an explanation of those. */
export const OWN_SOURCE = 'Journeyman';

export function isOwn({ source }: Pick<EditorDiagnostic, 'source'>): boolean {
  return source === OWN_SOURCE;
}

/** The diagnostic as the workers know it: counted from 1, the tool in lower case. */
export function toDiagnostic(diagnostic: EditorDiagnostic): Diagnostic {
  const { start, end } = diagnostic.range;
  return {
    tool: toolOf(diagnostic).toLowerCase(),
    rule: ruleOf(diagnostic),
    message: diagnostic.message,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function referenceTo(uri: string, diagnostic: EditorDiagnostic): DiagnosticReference {
  const { line, character } = diagnostic.range.start;
  return { uri, tool: toolOf(diagnostic), rule: ruleOf(diagnostic), message: diagnostic.message, start: [line, character] };
}

/** Whether a command was called with a reference; anybody may call it with anything. */
export function isReference(value: unknown): value is DiagnosticReference {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, tool, rule, message, start } = value as Record<string, unknown>;
  return (
    [uri, tool, rule, message].every((part) => typeof part === 'string') &&
    Array.isArray(start) &&
    start.length === 2 &&
    start.every((part) => Number.isInteger(part) && part >= 0)
  );
}

/** The diagnostic that is meant, or the nearest of the same kind: lines may have moved since the reference was made. Undefined when it is no longer reported. */
export function findDiagnostic<T extends EditorDiagnostic>(diagnostics: readonly T[], wanted: DiagnosticReference): T | undefined {
  const distance = ({ range }: T) => Math.abs(range.start.line - wanted.start[0]) * 1000 + Math.abs(range.start.character - wanted.start[1]);
  return diagnostics
    .filter((diagnostic) => diagnostic.message === wanted.message && toolOf(diagnostic) === wanted.tool && ruleOf(diagnostic) === wanted.rule)
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** The diagnostics of others at a position, the narrowest first; those of the line when none is right there and `wholeLine` is asked for. */
export function diagnosticsAt<T extends EditorDiagnostic>(diagnostics: readonly T[], position: { line: number; character: number }, wholeLine = false): T[] {
  const size = ({ range }: T) => (range.end.line - range.start.line) * 10_000 + range.end.character - range.start.character;
  const others = diagnostics.filter((diagnostic) => !isOwn(diagnostic));
  const here = others.filter(({ range }) => !isBefore(position, range.start) && !isBefore(range.end, position));
  if (here.length > 0 || !wholeLine) return here.sort((a, b) => size(a) - size(b));
  return others.filter(({ range }) => range.start.line <= position.line && position.line <= range.end.line).sort((a, b) => size(a) - size(b));
}

function isBefore(a: { line: number; character: number }, b: { line: number; character: number }): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** For titles: `no-var`, `ts 2304` as a number says nothing alone, `eslint` where the rule has no name, or `this problem`. */
export function titleOf(diagnostic: EditorDiagnostic): string {
  const [tool, rule] = [toolOf(diagnostic), ruleOf(diagnostic)];
  return (/^\d+$/.test(rule) ? `${tool} ${rule}`.trim() : rule || tool) || 'this problem';
}
