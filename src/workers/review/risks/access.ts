import { isImport } from '../../changes/hunk-lines.ts';
import { code } from '../../pull-request/markdown.ts';
import type { CodeLine } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

const WORDS = new Set(
  'auth authn authz oauth oauth2 login logout signin signup permission permissions acl rbac csrf jwt password passwords credential credentials sso saml ldap totp mfa authentication authenticator authorization authorizer crypto encryption sanitizer sanitize'.split(' '),
);

/** Lines that let somebody through or not, or make a value harmless. */
const GUARD =
  /@(?:login_required|permission_required|PreAuthorize|Secured|RolesAllowed|UseGuards|jwt_required|requires_auth\w*)\b|\[Authorize\b|\bbefore_action\s+:(?:authenticate|authorize|require)\w*|\bpermission_classes\b|\b(?:is|has|can|check|verify|ensure|require|requires|assert|validate|enforce)_?(?:Auth\w*|Permissions?|Login|Logged_?In|Admin|Owner\w*|Access|Roles?|Csrf\w*|Signature|Password)\b|\b(?:authorize|authenticate)[!(]|\b(?:sanitize|escape)(?:_?html)?\(|\bverify_(?:jwt|token|signature)\b/i;
/** Pages and texts. */
const NO_CODE: ReadonlySet<string> = new Set(['markup', 'css', 'text', 'unknown', 'json', 'yaml']);
const NAME = /[\w$@!]+/g;

/** Code that decides who may do what: that it changed at all, and checks that are gone. */
export const access: Detector = (file) => {
  if (file.role !== 'source') return [];
  const [first] = file.added;
  const guards = (lines: CodeLine[]) => lines.filter(({ bare, code }) => GUARD.test(bare) && code !== '' && !isImport(code));
  const [gone, come] = [guards(file.removed), guards(file.added)];
  const missing = gone.length > come.length ? gone.map(({ bare }) => bare.match(GUARD)![0]).filter((guard) => !come.some(({ bare }) => bare.includes(guard))) : [];
  const names = [...new Set(missing.map((guard) => guard.match(NAME)?.at(-1) ?? guard))];
  const lost = file.change.kind === 'deleted' ? [] : names.map((name) => risk('security', `A check is gone: ${code(name)}.`));
  const touched = wordsOf(file.change.path).find((word) => WORDS.has(word));
  if (lost.length > 0 || touched === undefined || NO_CODE.has(file.language) || (first === undefined && file.removed.length === 0)) return lost;
  const coded = [...file.added, ...file.removed].some(({ bare }) => /\w/.test(bare) && !isImport(bare));
  return coded ? [risk('security', `Code of ${code(touched)} changes.`, file.added.find(({ bare }) => /\w/.test(bare) && !isImport(bare))?.line ?? null)] : [];
};

/** The words of a path without its extension, in small letters: `authGuard.ts` has `auth` and `guard`. */
function wordsOf(path: string): string[] {
  return path
    .replace(/\.\w+$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
