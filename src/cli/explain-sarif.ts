import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LineEdit } from '../core/diagnostic.ts';
import type { ExplainOutput } from '../workers/explain/input.ts';
import type { Explained, Unexplained } from './explain-groups.ts';
import type { Reported } from './reported.ts';
import { markdownText, plainText } from './sarif-text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'ROOT';
const LEVELS = ['error', 'warning', 'note', 'note'];

type Group = Explained | Unexplained;

/** Explanations as one SARIF 2.1.0 log: a rule each, a result for each place; a confirmed fix stands at the place that it is for. What could not be explained has its tool's message. */
export function sarifOf(groups: Group[], { cwd, version }: { cwd: string; version: string }) {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Journeyman', version, semanticVersion: version, rules: groups.map(ruleOf) } },
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(cwd).href.replace(/\/$/, '')}/` } },
        columnKind: 'utf16CodeUnits',
        results: groups.flatMap((group, index) => group.items.map((item) => resultOf(group, index, item, cwd))),
      },
    ],
  };
}

/** The tool belongs to the rule's name: two tools may have rules of the same name. */
function idOf({ tool, rule }: Pick<Group, 'tool' | 'rule'>): string {
  return rule === '' ? tool : `${tool}/${rule}`;
}

function outputOf(group: Group): ExplainOutput | undefined {
  return 'result' in group ? group.result.output : undefined;
}

function ruleOf(group: Group) {
  const output = outputOf(group);
  const help = output?.documentation?.summary || output?.why;
  return {
    id: idOf(group),
    ...(help ? { help: message(help) } : {}),
    ...(output?.documentation?.url ? { helpUri: output.documentation.url } : {}),
    properties: { tool: group.tool },
  };
}

function resultOf(group: Group, ruleIndex: number, item: Reported, cwd: string) {
  const output = outputOf(group);
  const { line, column, endLine, endColumn, message: reported } = item.diagnostic;
  // The problem is put in words for the first place only; elsewhere the tool's own words are true.
  const isChosen = item === group.items[0];
  const what = (isChosen && output?.problem) || reported;
  const fix = isChosen && output?.fix?.verified ? output.fix : undefined;
  const severity = item.severity ?? (group.rule === '' ? 0 : 1);
  return {
    ruleId: idOf(group),
    ruleIndex,
    level: LEVELS[severity] ?? 'warning',
    message: message([what, output?.why].filter(Boolean).join(' ') || `${group.tool} reports this.`),
    locations: [{ physicalLocation: { artifactLocation: locationOf(item.target.file, cwd), region: { startLine: line, startColumn: column, endLine, endColumn } } }],
    ...(fix ? { fixes: [fixOf(fix, item, cwd)] } : {}),
    properties: {
      reported,
      ...('result' in group ? { confidence: group.result.confidence, accepted: group.result.accepted, answeredBy: group.result.answeredBy } : { error: group.error }),
    },
  };
}

function message(text: string) {
  return { text: plainText(text), markdown: markdownText(text) };
}

/** Relative to the folder where it is below it, so that a report made on one machine is read on another. */
function locationOf(file: string, cwd: string) {
  const parts = relative(cwd, file).split(sep);
  if (parts[0] === '..' || isAbsolute(parts.join(sep))) return { uri: pathToFileURL(file).href };
  return { uri: parts.map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

function fixOf(fix: NonNullable<ExplainOutput['fix']>, { target }: Reported, cwd: string) {
  return {
    description: { text: `Confirmed fix by ${plainText(fix.by)}` },
    artifactChanges: [{ artifactLocation: locationOf(target.file, cwd), replacements: fix.edits.map((edit) => replacementOf(target.source, edit)) }],
  };
}

/** An edit of whole lines as a region of characters. */
export function replacementOf(source: string, { startLine, endLine, newText }: LineEdit) {
  const lines = source.split(/(?<=\n)/);
  // Behind the last line end there is one more line to be named, an empty one.
  if (source === '' || source.endsWith('\n')) lines.push('');
  const inserted = (text: string) => (text === '' ? {} : { insertedContent: { text } });
  if (endLine < lines.length) {
    const before = endLine >= startLine ? lines[endLine - 1]! : '';
    const text = newText !== '' && !newText.endsWith('\n') ? newText + (before.endsWith('\r\n') ? '\r\n' : '\n') : newText;
    return { deletedRegion: { startLine, startColumn: 1, endLine: Math.max(endLine + 1, startLine), endColumn: 1 }, ...inserted(text) };
  }
  // The last line has no next one at whose beginning it could end.
  const lastLine = lines.length;
  const endColumn = lines.at(-1)!.length + 1;
  if (startLine <= lastLine) return { deletedRegion: { startLine, startColumn: 1, endLine: lastLine, endColumn }, ...inserted(newText) };
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  return { deletedRegion: { startLine: lastLine, startColumn: endColumn, endLine: lastLine, endColumn }, ...inserted(endColumn > 1 ? lineEnd + newText : newText) };
}
