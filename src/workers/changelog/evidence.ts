import { roleOf, type FileRole } from '../changes/role.ts';
import { withVerbForm } from '../commit/verbs.ts';
import { categoryOfType, type Category } from './categories.ts';

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
const DEPENDENCY = /^(?:bump|upgrade|update|pin)\b.*(?:\bfrom \S+ to \S|\bto v?\d|\bdependenc(?:y|ies)\b|\block ?file\b|\bdeps\b)/i;
const DEVELOPMENT = /\bdev[- ]?(?:deps|dependenc(?:y|ies)|tools?)\b|\bdeps-dev\b|\bgithub[- ]actions?\b|\bactions\/[\w-]+|\bpre-commit\b/i;
/** First words, in the imperative. */
const WORDS: [Category | null, RegExp][] = [
  [null, /^(?:tests?|refactor|clean|cargo fmt|(?:cargo )?clippy|rustfmt|fmt|prettier|eslint|tidy|lint|format|reformat|prettify|extract|inline|reorgani[sz]e|restructure|regenerate|rerun|merge|wip|bench|fixup|modernize)\b/i],
  ['deprecated', /^deprecate\b/i],
  ['removed', /^(?:remove|drop|delete)\b/i],
  ['fixed', /^(?:fix|bugfix|hotfix|correct|prevent|avoid|resolve|handle|restore|repair|ensure|don['’]t|do not|never|guard|stop|no longer|workaround|work around|respect|escape|make sure)\b/i],
  ['added', /^(?:add|allow|introduce|implement|support|enable|expose|provide|create|accept|new)\b/i],
  ['performance', /^(?:speed up|optimi[sz]e)\b|\bfaster\b|\bperformance\b/i],
];
/** What a subject may be about, at its end or before `for`, `in` …, that users do not see. */
const INTERNAL = /\b(?:tests?|test cases?|test suites?|specs?|unit tests|snapshots?|fixtures?|typos?|docstrings?|linting|lint(?:er)?(?: errors?| warnings?| issues?)?|ci|github actions?|workflows?|pipelines?|build|changelog|whitespace|formatting|code style|coverage|benchmarks?|comments?|todos?|copyright(?: year)?s?|sponsors|contributors|codeowners|gitignore)(?: (?:for|in|of|from|on|to|by|with)\b.*)?[.!]?$/i;
const DOCUMENTS = /\b(?:readme|docs?|documentation|docstrings?|jsdoc|guide|website|examples?)(?: (?:for|in|of|from|on|to|about|with)\b.*)?[.!]?$|^documents?\b/i;
/** What a package runs on is in its manifest and matters to users. */
const PLATFORM = /^(?:support|require|drop|remove|add|allow)\b.*\b(?:node|python|ruby|php|java|go|rust|msrv|typescript|react|vue|peer)\b/i;
/** What these are about is never the software itself. */
const SLIP = /^(?:(?:small|minor|more|some|fix|correct|few|a|another|various|grammar|spelling|the) )*(?:typos?|spelling|grammar)\b/i;
/** Not `test runner` and the like, which may be the software itself. */
const OF_TESTS = /^(?:add|fix|update|extend|improve|remove|rename|move|write|unskip|skip|more)\b (?:[\w-]+ ){0,3}tests?\b(?! (?:runner|command|framework|mode))/i;
const MACHINERY = /\bCI\b|\b(?:PR|code) review\b|\breview (?:comments?|feedback|suggestions)\b/;
const ALWAYS_INTERNAL = /\b(?:typos?|docstrings?|comments?|todos?|whitespace|lint(?:ing|er)?|code style|copyright|sponsors|gitignore|oops)\b/i;

/** What a release is made by. */
const RELEASE =
  /^(?:(?:chore|build|ci|release|docs)(?:\([^)]*\))?!?: )?(?:\[?release\]?(?:[:@ ]+v?\d.*| of v?\d.*|s)?$|(?:version packages|publish(?: v?\d.*)?|cut (?:a )?release)\b.{0,40}$|(?:bump|set|increment|update)(?: the)?(?: \w+)? version\b|prepare(?: for)?(?: the)? (?:next )?(?:release|version|v?\d+\.\d+)|(?:update|add|write|edit|fix)(?: the)?(?: new)? (?:change ?log|changes|history|release notes|news)\b|start(?:ing)? (?:work on |development of )?v?\d+\.\d+|back to dev|(?:v|version |release[- ]?v?)?\d+\.\d+(?:\.\d+)?(?:[-.]\w+)*$)/i;

export function isRelease(subject: string): boolean {
  return RELEASE.test(subject.trim());
}

/** Folders of what the project is made with. */
const BEHIND = /^(?:scripts|tools|hack|bench(?:marks?)?|\.github|\.devcontainer)\//i;

/** The category of a change; null where it is nothing that users see. */
export function categoryOf(evidence: Evidence): Category | null {
  const { type, scope, breaking, paths } = evidence;
  const text = withVerbForm(evidence.text.trim(), 'imperative');
  if (SECURITY.test(text) && type !== 'docs' && type !== 'test') return 'security';
  if ((type === null || type === 'docs' || type === 'doc') && SLIP.test(text) && !breaking) return null;
  const dependency = isDependency(scope, text, type);
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
  if (ALWAYS_INTERNAL.test(text) && INTERNAL.test(text) && !breaking) return null;
  if (paths.length > 0 && roles.size === 0 && !breaking) return null;
  const byPaths = paths.length === 0 || PLATFORM.test(text) ? undefined : pathCategory(roles);
  if (byPaths !== undefined && !breaking) return byPaths;
  return byWords ?? (breaking ? 'changed' : null);
}

/** Undefined where it is no change of a dependency. A fix that happens to name one is a fix. */
function isDependency(scope: string, text: string, type: string | null): Category | null | undefined {
  const scoped = /^(?:deps|dependencies|deps-dev|dev-deps)$/i.test(scope);
  if (!scoped && !(DEPENDENCY.test(text) && (type === null || (categoryOfType(type) ?? null) === null))) return undefined;
  if (/dev/i.test(scope) || DEVELOPMENT.test(text) || DEVELOPMENT.test(scope)) return null;
  return scoped && (type === 'fix' || type === 'feat') ? undefined : 'dependencies';
}

function pathCategory(roles: Set<FileRole>): Category | null | undefined {
  const only = (...wanted: FileRole[]) => [...roles].every((role) => wanted.includes(role));
  if (only('docs')) return 'docs';
  if (only('dependency', 'lock')) return 'dependencies';
  return !only('asset') && only('test', 'ci', 'lock', 'config', 'generated', 'docs', 'dependency', 'asset') ? null : undefined;
}

function wordCategory(text: string, roles: ReadonlySet<FileRole> | undefined): Category | null {
  if ((ALWAYS_INTERNAL.test(text) && INTERNAL.test(text)) || OF_TESTS.test(text) || MACHINERY.test(text)) return null;
  const touchesSource = roles?.has('source') ?? false;
  if (!touchesSource && INTERNAL.test(text)) return null;
  if (!touchesSource && DOCUMENTS.test(text)) return 'docs';
  const found = WORDS.find(([, pattern]) => pattern.test(text));
  return found ? found[0] : 'changed';
}
