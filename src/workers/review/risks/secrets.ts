import type { FileRole } from '../../changes/role.ts';
import { code } from '../../pull-request/markdown.ts';
import { risk, type Detector } from './detector.ts';

/** Keys of services as they are handed out: no example looks like them by chance. */
const HANDED_OUT = /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|glpat-[\w-]{20}|xox[abprs]-[\w-]{20,}|sk_live_[A-Za-z0-9]{20,}|AIza[\w-]{35}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{60,})/;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const NAMED = /\b(?<name>[\w.-]*(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|private[_-]?key|client[_-]?secret)[\w-]*)["']?\s*(?:=>|:=|[:=])\s*(?:[\w.]+\()?(["'`])(?<value>[^"'`\s]{12,200})\2/i;
/** What stands where a secret will be put, or names it. */
const STAND_IN = /example|change|your|placeholder|dummy|fake|sample|test|todo|xxx|\*{3}|\.{3}|<|\$\{|\{\{|%\w|^\$|^https?:|^env|process\.env|secret|password|redacted/i;

/** Where keys that look real are kept on purpose. */
const EXAMPLES: ReadonlySet<FileRole> = new Set<FileRole>(['test', 'docs']);
const UNREAD: ReadonlySet<FileRole> = new Set<FileRole>(['lock', 'asset']);

/** Added literals that look like credentials. What they are is not repeated. */
export const secrets: Detector = ({ added, role }) => {
  if (UNREAD.has(role)) return [];
  return added.flatMap(({ text, line }) => {
    if (HANDED_OUT.test(text) && !/EXAMPLE/.test(text)) return [risk('security', 'A key of a service is written into the file.', line)];
    if (EXAMPLES.has(role) || role === 'generated') return [];
    if (PRIVATE_KEY.test(text) && /-----\s*(?:\\n\s*\S|$)/.test(text)) return [risk('security', 'A private key is written into the file.', line)];
    const { name, value } = NAMED.exec(text)?.groups ?? {};
    return name !== undefined && value !== undefined && looksRandom(value) ? [risk('security', `${code(name)} looks like a credential that is written into the file.`, line)] : [];
  });
};

/** Letters and digits without any order of words. */
function looksRandom(value: string): boolean {
  if (STAND_IN.test(value) || !/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  const changes = value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  const letters = new Set(value).size;
  return letters >= 8 && changes >= 3;
}
