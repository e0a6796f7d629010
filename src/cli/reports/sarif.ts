import * as z from 'zod';
import { entriesOf, hasProperties, maybeNumber, maybeText, type ReportFinding, type ReportFormat, SEVERITY } from './report.ts';

const index = maybeNumber;
const message = z.object({ text: maybeText, id: maybeText, arguments: z.array(z.string()).nullish() });
const artifactLocation = z.object({ uri: maybeText, uriBaseId: maybeText, index });
const region = z.object({ startLine: maybeNumber, startColumn: maybeNumber, endLine: maybeNumber, endColumn: maybeNumber });
const rule = z.object({
  id: z.string(),
  messageStrings: z.record(z.string(), z.object({ text: z.string() })).nullish(),
  defaultConfiguration: z.object({ level: maybeText }).nullish(),
});
const result = z.object({
  ruleId: maybeText,
  ruleIndex: index,
  rule: z.object({ id: maybeText, index }).nullish(),
  level: maybeText,
  kind: maybeText,
  baselineState: maybeText,
  suppressions: z.array(z.object({ status: maybeText })).nullish(),
  message,
  locations: z.array(z.object({ physicalLocation: z.object({ artifactLocation, region: region.nullish() }).nullish() })).nullish(),
});
const run = z.object({
  tool: z.object({ driver: z.object({ name: z.string(), rules: z.array(z.unknown()).nullish() }) }),
  results: z.array(z.unknown()).nullish(),
  artifacts: z.array(z.object({ location: artifactLocation.nullish() })).nullish().catch(null),
  originalUriBaseIds: z.record(z.string(), artifactLocation).nullish().catch(null),
  columnKind: maybeText,
});

type Run = z.infer<typeof run>;
type Rule = z.infer<typeof rule>;
type Result = z.infer<typeof result>;

const LEVELS: Record<string, number> = { error: SEVERITY.error, warning: SEVERITY.warning, note: SEVERITY.information, none: SEVERITY.hint };
/** Base addresses that refer to each other are followed that far. */
const DEEPEST = 8;
/** Tools written in JavaScript, which count as it does although most of them do not say so. */
const UTF16 = /^(?:eslint|stylelint|tsc|typescript)\b/i;
const SCHEME = /^[a-z][a-z\d+.-]+:/i;

/** The text of a message: with its arguments put in, without links into the report itself. */
function textOf({ text, id, arguments: own = [] }: z.infer<typeof message>, described: Rule | undefined): string {
  const template = text ?? (id === undefined ? undefined : described?.messageStrings?.[id]?.text) ?? '';
  return template
    .replace(/\{\{|\}\}|\{(\d+)\}/g, (found, position?: string) => (position === undefined ? found.slice(1) : (own?.[Number(position)] ?? found)))
    .replace(/(?<!\\)\[((?:\\.|[^[\]\\])*)\]\(\d+\)/g, '$1')
    .replace(/\\([[\]\\])/g, '$1');
}

/** A percent-encoded relative address as a path; what is malformed stays as it is. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** The address with those that it is relative to before it: a `file:` address, or a path relative to where the tool ran. */
function addressOf({ uri, uriBaseId }: z.infer<typeof artifactLocation>, bases: Run['originalUriBaseIds'], depth = 0): string {
  const own = uri ?? '';
  if (SCHEME.test(own)) return own;
  const base = uriBaseId !== undefined && depth < DEEPEST ? bases?.[uriBaseId] : undefined;
  const before = base ? addressOf(base, bases, depth + 1) : '';
  if (!SCHEME.test(before)) return before + decoded(own);
  return URL.canParse(own, before) ? new URL(own, before).href : own;
}

function ruleOf({ ruleIndex, rule: reference }: Result, rules: readonly unknown[]): Rule | undefined {
  const position = ruleIndex ?? reference?.index;
  return position === undefined || position < 0 ? undefined : rule.safeParse(rules[position]).data;
}

function* findingsOf(each: Result, { tool, artifacts, originalUriBaseIds, columnKind }: Run, named: Map<string, unknown>): Generator<ReportFinding | null> {
  // What passed, what somebody has accepted and what is no longer there is nothing to explain.
  if ((each.kind ?? 'fail') !== 'fail' || each.baselineState === 'absent' || each.suppressions?.some(({ status }) => (status ?? 'accepted') === 'accepted')) return;
  const location = each.locations?.find((one) => one.physicalLocation)?.physicalLocation;
  if (!location) return;
  const listed = location.artifactLocation.index === undefined ? undefined : artifacts?.[location.artifactLocation.index]?.location;
  const artifact = location.artifactLocation.uri === undefined && listed ? listed : location.artifactLocation;
  if (artifact.uri === undefined) {
    yield null;
    return;
  }
  const own = each.ruleId ?? each.rule?.id ?? '';
  const described = ruleOf(each, tool.driver.rules ?? []) ?? rule.safeParse(named.get(own)).data;
  yield {
    path: addressOf(artifact, originalUriBaseIds),
    tool: tool.driver.name.toLowerCase(),
    rule: own || (described?.id ?? ''),
    message: textOf(each.message, described),
    severity: LEVELS[each.level ?? described?.defaultConfiguration?.level ?? 'warning'] ?? SEVERITY.warning,
    line: location.region?.startLine ?? 1,
    column: location.region?.startColumn,
    endLine: location.region?.endLine,
    endColumn: location.region?.endColumn,
    unit: columnKind === 'utf16CodeUnits' || (columnKind !== 'unicodeCodePoints' && UTF16.test(tool.driver.name)) ? 'utf16' : 'codePoint',
  };
}

/** SARIF 2.1.0, in which many tools write. */
export const sarif: ReportFormat = {
  name: 'SARIF 2.1.0',
  read(document) {
    if (!hasProperties(document, 'version', 'runs') || !Array.isArray(document['runs'])) return undefined;
    if (!String(document['version']).startsWith('2.1')) return undefined;
    return entriesOf(document['runs'], run, (each) => {
      const rules = (each.tool.driver.rules ?? []).filter((one): one is { id: string } => hasProperties(one, 'id') && typeof one['id'] === 'string');
      const named = new Map<string, unknown>(rules.map((one) => [one.id, one]));
      return entriesOf(each.results ?? [], result, (one) => findingsOf(one, each, named));
    });
  },
};
