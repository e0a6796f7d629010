import { UserError } from '../../core/errors.ts';
import { isBlank, plainLine } from './document.ts';
import type { ChangelogHouse } from './house.ts';
import { readTitle } from './version-title.ts';

/** Lines that are searched for versions. */
const MOST_LINES = 400;
const LONGEST_HEADING = 80;
/** `name (1.0-1) unstable; urgency=low`, as Debian writes it. */
const DEBIAN = /^[\w.+-]+ \(\d[\w.:+~-]*\) [\w -]+;/;

/** `2024-05-31  Ada  <ada@example.com>`, as GNU's programs write it. */
const GNU = /^\d{4}-\d{2}-\d{2}\s+\S|^\S[^<>]*\d{4}[^<>]*<[^<>\s]+@[^<>\s]+>$/;
const FIRST = /^(?:\*\*|__)?\[?(?:v|version )?\d/i;

/** Throws where a changelog has versions in a form in which an entry could only be put in the wrong place. */
export function refuseUnreadable(path: string, house: ChangelogHouse): void {
  const why = /\.adoc$/i.test(path) ? 'It is AsciiDoc, which is not read.' : house.blocks.length === 0 && hasVersionLines(house) ? 'Its versions stand in plain lines and not in headings, so that the right place is not known.' : undefined;
  if (why !== undefined) throw new UserError(`Nothing can be added to ${path}.`, why, 'Take the lines from `journeyman release-notes`, or make its versions headings of Markdown or reStructuredText.');
}

/** Lines at the margin, each above something of its own, or the first point, that are a version or a day. */
function hasVersionLines({ document: { lines, items } }: ChangelogHouse): boolean {
  const first = items[0] && plainLine(lines[items[0].start]!).slice(items[0].mark.length);
  if (first !== undefined && first.length <= LONGEST_HEADING && FIRST.test(first) && readTitle(first) !== undefined) return true;
  return lines.slice(0, MOST_LINES).some((line, index) => {
    const text = plainLine(line);
    if (!/^\S/.test(text) || text.length > LONGEST_HEADING || (index > 0 && !isBlank(lines[index - 1])) || items.some(({ start, end }) => index >= start && index < end)) return false;
    return DEBIAN.test(text) || GNU.test(text) || (FIRST.test(text) && readTitle(text) !== undefined);
  });
}
