import type { Language } from '../../changes/language.ts';
import { symbolsOf } from '../../changes/symbols.ts';
import { code } from '../../pull-request/markdown.ts';
import type { Risk } from '../input.ts';
import { listed, type ReviewedFile } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';
import { exportedBy, isCompatible, type Exported } from './exported.ts';

/** Where nothing is meant for others. */
const PRIVATE = /(?:^|\/)(?:internal|private|_[^/]*|examples?|benchmarks?|bench|scripts?|demo|tools?|stories)\/|(?:^|\/)_(?!_init__)[^/]*$|\.stories\.\w+$|(?:^|\/)(?:migrations?|alembic\/versions)\//i;
const ENTRY_BUT_NO_API = /(?:^|\/)(?:main|setup|manage|conftest|build|gulpfile|gruntfile|[^/]*\.config)\.\w+$/i;
/** What a package shows to others. */
const SHOWN = /(?:^|\/)(?:index|__init__|lib|api|public|mod)\.\w+$|(?:^|\/)(?:api|public)\/|\.d\.[cm]?ts$/i;
/** Languages in which modules of one program export to each other as they do to everybody. */
const EXPORTS_WITHIN: ReadonlySet<Language> = new Set<Language>(['javascript', 'python', 'rust']);
const HEADER = /\.(?:h|hh|hpp|hxx)$/i;

/** Exported names that are gone, are called otherwise, or want other arguments. */
export const publicApi: Detector = (file, branch) => {
  const { change, language, role } = file;
  if (role !== 'source' || PRIVATE.test(change.path) || ENTRY_BUT_NO_API.test(change.path) || change.kind === 'added') return [];
  if (language === 'c' && !HEADER.test(change.path)) return [];
  const [old, current] = [sideOf(file, 'old'), sideOf(file, 'current')];
  const renamed = new Map(symbolsOf(change).renamed.map(({ from, to }) => [from, to]));
  const defined = (name: string) => ['function', 'class', 'type', 'constant'].some((kind) => branch.defined.has(`${kind} ${name}`));
  const gone: string[] = [];
  const other: Exported[] = [];
  const risks: Risk[] = [];
  const within = EXPORTS_WITHIN.has(language) && !SHOWN.test(change.path);
  for (const [name, before] of old) {
    // Where other files of the branch follow the change, it is between them.
    if (within && branch.usedElsewhere(name, change.path)) continue;
    const after = current.get(name);
    if (after) {
      if (before.signature !== '' && after.signature !== '' && before.signature !== after.signature && !isCompatible(before.signature, after.signature, language)) {
        other.push(after);
      }
      continue;
    }
    if (!before.line.changed) continue;
    const to = renamed.get(name);
    const now = to === undefined ? undefined : current.get(to);
    if (now) risks.push(risk('public-api', `${code(name)} is now called ${code(to!)}.`, now.line.line));
    // What another file defines now went there.
    else if (!defined(name)) gone.push(code(name));
  }
  if (other.length > 0) risks.push(risk('public-api', `${listed(other.map(({ name }) => code(name)))} ${other.length === 1 ? 'takes or gives' : 'take or give'} something else than before.`, other[0]!.line.line));
  if (gone.length > 0) risks.push(risk('public-api', `${listed(gone)} ${gone.length === 1 ? 'is' : 'are'} no longer public.`));
  return risks;
};

function sideOf({ hunks, language }: ReviewedFile, side: 'old' | 'current'): Map<string, Exported> {
  return new Map(hunks.flatMap((hunk) => [...exportedBy(hunk[side], language)]));
}
