import { code } from '../../pull-request/markdown.ts';
import { listed, type CodeLine, type ReviewedFile } from '../reviewed-file.ts';
import type { Risk } from '../input.ts';
import { risk, type Detector } from './detector.ts';

const GRAPHQL = /\.(?:graphqls?|gql)$/i;
const OPEN_API = /(?:^|\/)(?:[^/]*openapi[^/]*|[^/]*swagger[^/]*)\.(?:ya?ml|json)$/i;
const PROTO_FIELD = /^\s*(?:(?:optional|required|repeated)\s+)?(?:map\s*<[^>]*>|[\w.]+)\s+(\w+)\s*=\s*(\d+)\s*[;[]/;
const PROTO_NAME = /^\s*(?:(?:rpc|message|enum|service)\s+(\w+)|([A-Z][A-Z0-9_]*)\s*=\s*\d+)/;
const GRAPHQL_NAME = /^\s*(?:(?:extend\s+)?(?:type|input|interface|enum|union|scalar|directive)\s+@?(\w+)|(\w+)\s*(?:\([^)]*\))?\s*:\s*[[\w])/;
const API_PATH = /^\s*["']?(\/[^"'\s]*)["']?\s*:/;

/** Descriptions of what programs send each other: what is gone or is another thing now breaks the other side. */
export const interfaces: Detector = (file) => {
  if (file.role === 'test' || file.role === 'docs' || file.role === 'generated' || file.change.kind === 'added') return [];
  if (file.language === 'protobuf') return [...fieldNumbers(file), ...gone(file, (line) => PROTO_NAME.exec(line)?.slice(1).find(Boolean) ?? PROTO_FIELD.exec(line)?.[1])];
  if (GRAPHQL.test(file.change.path)) return gone(file, (line) => GRAPHQL_NAME.exec(line)?.slice(1).find(Boolean));
  return OPEN_API.test(file.change.path) ? gone(file, (line) => API_PATH.exec(line)?.[1]) : [];
};

function gone({ removed, added }: ReviewedFile, nameOf: (line: string) => string | undefined): Risk[] {
  const names = (lines: CodeLine[]) => lines.flatMap((line) => nameOf(line.code) ?? []);
  const left = new Map(added.flatMap((line) => (nameOf(line.code) === undefined ? [] : [[nameOf(line.code)!, line] as const])));
  const lost = [...new Set(names(removed))].filter((name) => !left.has(name));
  const changed = [...new Set(names(removed))].filter((name) => left.has(name));
  return [
    ...(lost.length > 0 ? [risk('public-api', `${listed(lost.map(code))} ${lost.length === 1 ? 'is' : 'are'} gone from the interface.`)] : []),
    ...changed.map((name) => risk('public-api', `${code(name)} is declared otherwise.`, left.get(name)!.line)),
  ];
}

/** A field is known by its number. */
function fieldNumbers({ removed, added }: ReviewedFile): Risk[] {
  const before = new Map(removed.flatMap(({ code }) => (PROTO_FIELD.test(code) ? [PROTO_FIELD.exec(code)!.slice(1) as [string, string]] : [])));
  return added.flatMap(({ code: text, line }) => {
    const [, name, number] = PROTO_FIELD.exec(text) ?? [];
    const old = name === undefined ? undefined : before.get(name);
    return old === undefined || old === number ? [] : [risk('public-api', `The field ${code(name!)} gets the number ${number} in place of ${old}.`, line)];
  });
}
