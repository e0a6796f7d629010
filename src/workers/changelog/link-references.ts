import { plainLine, type ChangelogDocument } from './document.ts';

const UNRELEASED = /^( {0,3}\[unreleased\]:\s*)(\S+)(.*)$/i;

/**
 * The link references at the end of a Keep a Changelog file with those of this entry: `[Unreleased]` compares from the new version on, and the
 * version has a link of its own. Null where nothing is to be changed, also where the links are of a kind that is not known. `prefix` stands
 * before the version in a tag, where the links do not show it.
 */
export function withReferences({ lines, references, eol }: ChangelogDocument, version: string, prefix: string): string[] | null {
  const own = lines.slice(references);
  const at = own.findIndex((line) => UNRELEASED.test(plainLine(line)));
  if (at < 0) return null;
  const [, label, url, rest] = UNRELEASED.exec(plainLine(own[at]!))!;
  const compare = /^(.*\/compare\/)(.+?)(\.\.\.?)([^.].*)$/.exec(url!);
  if (!compare || own.some((line) => line.trimStart().toLowerCase().startsWith(`[${version.toLowerCase()}]:`))) return null;
  const [, base, from, dots, head] = compare;
  const tag = `${/^([A-Za-z@/_-]*?v?)\d/.exec(from!)?.[1] ?? prefix}${version}`;
  const indent = label!.slice(0, label!.indexOf('['));
  const space = /:(\s*)$/.exec(label!)?.[1] ?? ' ';
  const changed = [...own];
  changed[at] = `${label}${base}${tag}${dots}${head}${rest}${lineEnd(own[at]!, eol)}`;
  changed.splice(at + 1, 0, `${indent}[${version}]:${space}${base}${from}${dots}${tag}${eol}`);
  return changed;
}

function lineEnd(line: string, eol: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? eol;
}
