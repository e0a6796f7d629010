import { roleOf, type FileRole } from '../changes/role.ts';
import { withVerbForm } from '../commit/verbs.ts';
import { categoryOfType, type Category } from './categories.ts';
import { isRelease } from './release-subject.ts';

/** What is known of a change beside its words. */
export interface Evidence {
  /** Of Conventional Commits, in small letters; null where none is known. */
  type: string | null;
  scope: string;
  /** In the imperative or not, without type and references. */
  text: string;
  /** Empty where they are not known. */
  paths: string[];
  breaking: boolean;
}

const SECURITY = /\bCVE-\d{4}-\d+|\bGHSA-[\w-]+|\bvulnerabilit|\bsecurity (?:fix|issue|hole|flaw|problem)|\bXSS\b|\bReDoS\b|\bpath traversal\b|\bprototype pollution\b|\bSQL injection\b/i;
/** An update that names what it is of, whatever it touches. */
const DEPENDENCY = /^(?:bump|upgrade|update|pin)\b.*(?:\bdependenc(?:y|ies)\b|\block ?file\b|\bdeps\b)|^(?:bump|upgrade|update|pin) (?:the )?\S+ (?:\S+ )?from v?\d\S* to v?\d/i;
/** An update to a number, which may as well be a setting: the files tell. */
const TO_NUMBER = /^(?:bump|upgrade|update|pin)\b.*(?:\bfrom \S+ to \S|\bto v?\d)/i;
/** The same where the files are not known: one name, and a version with a dot. */
const NAME_TO_VERSION = /^(?:bump|upgrade|update|pin) [@\w./-]+ to v?\d+\.\d[\w.-]*$/i;
const DEVELOPMENT = /\bdev[- ]?(?:deps|dependenc(?:y|ies)|tools?)\b|\bdeps-dev\b|\bgithub[- ]actions?\b|\bactions\/[\w-]+|\bpre-commit\b/i;
/** First words, in the imperative. */
const WORDS: [Category | null, RegExp][] = [
  [null, /^(?:refactor|cargo fmt|(?:cargo )?clippy|rustfmt|fmt|tidy|reformat|prettify|reorgani[sz]e|restructure|regenerate|rerun|wip|bench|fixup|modernize)\b/i],
  ['deprecated', /^deprecate\b/i],
  ['removed', /^(?:remove|drop|delete)\b/i],
  ['fixed', /^(?:fix|bugfix|hotfix|correct|prevent|avoid|resolve|handle|restore|repair|ensure|don['’]t|do not|never|guard|stop|no longer|workaround|work around|respect|escape|make sure)\b/i],
  ['added', /^(?:add|allow|introduce|implement|support|enable|expose|provide|create|accept|new)\b/i],
  ['removed', /^(?:删除|移除|刪除|削除)/],
  ['fixed', /^(?:修复|修正|修復|解决|解決)/],
  ['added', /^(?:添加|新增|增加|支持|追加)/],
  ['performance', /^(?:speed up|optimi[sz]e)\b|\bfaster\b|\bperformance\b/i],
];
/** First words of upkeep which are also what software does for its users. */
const AMBIGUOUS = /^(?:tests?|clean|prettier|eslint|lint|format|extract|inline|merge)\b/i;
/** What these words are followed by where they are of upkeep. */
const UPKEEP = [
  /^(?:clean(?: ?-?up)?|prettier|eslint|lint|format|merge|tests?|inline|extract)[.!]?$/i,
  /^merge (?:branch|pull|remote|tag|commit|master|main|develop|upstream|origin|from|into|in|with|conflicts?|#\d|\S+\/\S)/i,
  /^(?:format|lint|prettier|eslint|clean(?: up)?) (?:(?:the|all|some|our|unused|dead|old) )*(?:code(?:base)?|sources?|source files|files|imports?|variables|everything|it|fix(?:es)?|errors?|warnings?|issues?|config\w*|rules?|with|using)\b/i,
  /^(?:extract|inline)\b.*\b(?:functions?|methods?|helpers?|class(?:es)?|modules?|components?|const(?:ant)?s?|variables?|interfaces?|types?|hooks?|utils?|utilit(?:y|ies)|logic|code|mixins?|traits?|packages?|(?:in)?to (?:a|an|its|their|the|own|separate|shared)\b)/i,
  /^(?:[Ee]xtract|[Ii]nline) (?:\w+[a-z][A-Z]\w*|\w+\(\)|`)/,
  /^clean up (?:the )?(?:\w+ )?\w+$/i,
];
/** Words that upkeep begins with; what is shown or highlighted is seen. */
const KEPT_UP = /^(?:add|fix|update|remove|delete|drop|improve|clean|correct|clarify|reword|rewrite|rephrase|tweak|edit|adjust|address|resolve|silence|ignore|more|minor|small|some|few|a|trim|strip|satisfy|make|move|change|format|apply|run|use|better|missing|bump|oops|typos?|docstrings?|comments?|todos?|whitespace|lint\w*|code style|copyright)\b/i;
/** What a subject may be about, at its end or before `for`, `in` …, that users do not see. */
const INTERNAL = /\b(?:tests?|test cases?|test suites?|specs?|unit tests|snapshots?|fixtures?|typos?|docstrings?|linting|lint(?:er)?(?: errors?| warnings?| issues?)?|ci|github actions?|workflows?|pipelines?|build|changelog|whitespace|formatting|code style|coverage|benchmarks?|comments?|todos?|copyright(?: year)?s?|sponsors|contributors|codeowners|gitignore)(?: (?:for|in|of|from|on|to|by|with)\b.*)?[.!]?$/i;
const DOCUMENTS = /\b(?:readme|docs?|documentation|docstrings?|jsdoc|guide|website|examples?)(?: (?:for|in|of|from|on|to|about|with)\b.*)?[.!]?$|^documents?\b/i;
/** What a package runs on is in its manifest and matters to users. */
const PLATFORM = /^(?:support|require|drop|remove|add|allow|(?:bump|raise|increase|update|set)\b.*\b(?:minimum|minimal|supported|required|oldest))\b.*\b(?:node|python|ruby|php|java|go|rust|msrv|typescript|react|vue|peer)\b/i;
/** What these are about is never the software itself. */
const SLIP = /^(?:(?:small|minor|more|some|fix|correct|few|a|another|various|grammar|spelling|the) )*(?:typos?|spelling|grammar)\b/i;
/** Not `test runner` and the like, which may be the software itself. */
const OF_TESTS = /^(?:add|fix|update|extend|improve|remove|rename|move|write|unskip|skip|more)\b (?:[\w-]+ ){0,3}tests?\b(?! (?:runner|command|framework|mode))/i;
const MACHINERY = /\bCI\b(?! (?:mode|environments?|detection|output|flags?|option|variables?|users?|logs?|systems?|providers?|servers?|support|integrations?))|\b(?:PR|code) review\b|\breview (?:comments?|feedback|suggestions)\b/;
const ALWAYS_INTERNAL = /\b(?:typos?|docstrings?|comments?|todos?|whitespace|lint(?:ing|er)?|code style|copyright|sponsors|gitignore|oops)\b/i;

/** The text without the area before a colon: `parser: read lists`. */
export function withoutArea(text: string): string {
  return text.replace(/^[\w./*,{}-]{1,40}: (?=\S)/, '');
}

/** Folders of what the project is made with. */
const BEHIND = /^(?:scripts|tools|hack|bench(?:marks?)?|\.github|\.devcontainer)\//i;

/** The category of a change; null where it is nothing that users see. */
export function categoryOf(evidence: Evidence): Category | null {
  const { type, scope, breaking, paths } = evidence;
  const text = withVerbForm(withoutArea(evidence.text.trim()), 'imperative');
  if (SECURITY.test(text) && type !== 'docs' && type !== 'test') return 'security';
  if ((type === null || type === 'docs' || type === 'doc') && SLIP.test(text) && !breaking) return null;
  const dependency = isDependency(scope, text, type, paths);
  if (dependency !== undefined && !breaking) return dependency;
  const roles = new Set(paths.filter((path) => !BEHIND.test(path)).map(roleOf));
  const typed = type === null ? undefined : categoryOfType(type);
  const byWords = wordCategory(text, paths.length > 0 ? roles : undefined);
  if (typed !== undefined) {
    if (typed !== null) return typed === 'added' && byWords === 'deprecated' ? byWords : typed;
    if (breaking) return byWords === 'removed' || byWords === 'deprecated' || byWords === 'fixed' ? byWords : 'changed';
    // Whatever its author calls it, this is something that users meet.
    return type !== 'docs' && /^(?:drop|remove) support\b/i.test(text) ? 'removed' : null;
  }
  if (isRelease(evidence.text) && !breaking) return null;
  if (isInternal(text) && !breaking) return null;
  if (paths.length > 0 && roles.size === 0 && !breaking) return null;
  const byPaths = paths.length === 0 || PLATFORM.test(text) ? undefined : pathCategory(roles);
  if (byPaths !== undefined && !breaking) return byPaths;
  return byWords ?? (breaking ? 'changed' : null);
}

/** Undefined where it is no change of a dependency. A fix that happens to name one is a fix. */
function isDependency(scope: string, text: string, type: string | null, paths: string[]): Category | null | undefined {
  const scoped = /^(?:deps|dependencies|deps-dev|dev-deps)$/i.test(scope);
  if (!scoped && !(isUpdate(text, paths) && (type === null || (categoryOfType(type) ?? null) === null))) return undefined;
  if (/dev/i.test(scope) || DEVELOPMENT.test(text) || DEVELOPMENT.test(scope)) return null;
  return scoped && (type === 'fix' || type === 'feat') ? undefined : 'dependencies';
}

function isUpdate(text: string, paths: string[]): boolean {
  if (DEPENDENCY.test(text)) return true;
  if (PLATFORM.test(text) || !TO_NUMBER.test(text)) return false;
  return paths.length === 0 ? NAME_TO_VERSION.test(text) : paths.map(roleOf).some((role) => role === 'dependency' || role === 'lock' || role === 'ci');
}

function isInternal(text: string): boolean {
  return ALWAYS_INTERNAL.test(text) && INTERNAL.test(text) && KEPT_UP.test(text);
}

function pathCategory(roles: Set<FileRole>): Category | null | undefined {
  const only = (...wanted: FileRole[]) => [...roles].every((role) => wanted.includes(role));
  if (only('docs')) return 'docs';
  if (only('dependency', 'lock')) return 'dependencies';
  return !only('asset') && only('test', 'ci', 'lock', 'config', 'generated', 'docs', 'dependency', 'asset') ? null : undefined;
}

function wordCategory(text: string, roles: ReadonlySet<FileRole> | undefined): Category | null {
  if (isInternal(text) || OF_TESTS.test(text) || MACHINERY.test(text)) return null;
  const touchesSource = roles?.has('source') ?? false;
  if (!touchesSource && INTERNAL.test(text)) return null;
  if (!touchesSource && DOCUMENTS.test(text)) return 'docs';
  const isTest = /^tests?\b/i.test(text) && (!touchesSource || roles?.has('test'));
  if (AMBIGUOUS.test(text) && (isTest || (roles !== undefined && !touchesSource) || UPKEEP.some((pattern) => pattern.test(text)))) return null;
  const found = WORDS.find(([, pattern]) => pattern.test(text));
  return found ? found[0] : 'changed';
}
