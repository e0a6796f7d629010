import { mapped, type Work } from '../../core/turns.ts';
import { symbolsOf } from '../changes/symbols.ts';
import { natureOfFile } from './file-nature.ts';
import type { Risk, RiskKind } from './input.ts';
import type { ReviewedFile } from './reviewed-file.ts';
import { access } from './risks/access.ts';
import { concurrency } from './risks/concurrency.ts';
import { containers } from './risks/containers.ts';
import { dangerousCalls } from './risks/dangerous-calls.ts';
import { deletedTests } from './risks/deleted-tests.ts';
import { dependencies } from './risks/dependencies.ts';
import type { Branch, Detector } from './risks/detector.ts';
import { errorHandling } from './risks/error-handling.ts';
import { interfaces } from './risks/interfaces.ts';
import { invisibleCharacters } from './risks/invisible-characters.ts';
import { manifestContract } from './risks/manifest-contract.ts';
import { migrations } from './risks/migrations.ts';
import { publicApi } from './risks/public-api.ts';
import { secrets } from './risks/secrets.ts';
import { settings } from './risks/settings.ts';
import { unseen } from './risks/unseen.ts';
import { workflows } from './risks/workflow.ts';

const DETECTORS: Detector[] = [dangerousCalls, secrets, access, workflows, containers, invisibleCharacters, migrations, publicApi, manifestContract, interfaces, deletedTests, concurrency, errorHandling, dependencies, settings, unseen];

/** How much a reader should hurry to it. */
const WEIGHTS: Record<RiskKind, number> = { security: 8, migration: 8, 'public-api': 6, 'deleted-tests': 6, concurrency: 5, 'error-handling': 4, unseen: 3, dependency: 2, ci: 2, configuration: 1 };
/** From here on a file is read before those without. */
export const HEAVY = 4;
/** Risks of one file that are told; of more, the heaviest. */
const MOST_RISKS = 8;

export function weightOf({ kind }: Pick<Risk, 'kind'>): number {
  return WEIGHTS[kind];
}

/** The risky places of each file, heaviest first, the same thing at several lines told once. Takes linear time. */
export function* risksOf(files: ReviewedFile[]): Work<Risk[][]> {
  const defined = new Set((yield* mapped(files, ({ change }) => symbolsOf(change).added.map(({ kind, name }) => `${kind} ${name}`))).flat());
  const branch: Branch = { files, defined, usedElsewhere: yield* usesIn(files) };
  return yield* mapped(files, (file) => {
    // What is laid out anew does what it did.
    const nature = file.change.kind === 'modified' ? natureOfFile(file.change)?.kind : undefined;
    if (nature === 'formatting' || nature === 'comments' || nature === 'licence-year') return invisibleCharacters(file, branch);
    const found = together(DETECTORS.flatMap((detector) => detector(file, branch)));
    return found.sort((one, other) => weightOf(other) - weightOf(one) || (one.line ?? 0) - (other.line ?? 0)).slice(0, MOST_RISKS);
  });
}

function* usesIn(files: ReviewedFile[]): Work<Branch['usedElsewhere']> {
  // The only file with the word; undefined where there are several.
  const users = new Map<string, string | undefined>();
  for (const { change, role, added, removed } of files) {
    if (role !== 'source') continue;
    for (const { bare } of [...added, ...removed]) {
      for (const [word] of bare.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) users.set(word, !users.has(word) || users.get(word) === change.path ? change.path : undefined);
    }
    yield;
  }
  return (name, path) => users.has(name) && users.get(name) !== path;
}

function together(risks: Risk[]): Risk[] {
  const groups = new Map<string, Risk[]>();
  for (const risk of risks) {
    const key = `${risk.kind} ${risk.detail}`;
    const group = groups.get(key);
    if (group) group.push(risk);
    else groups.set(key, [risk]);
  }
  return Array.from(groups.values(), ([first, ...others]) => {
    const more = new Set(others.map(({ line }) => line).filter((line) => line !== first!.line)).size;
    return more === 0 ? first! : { ...first!, detail: `${first!.detail.replace(/\.$/, '')}, also at ${more === 1 ? 'another place' : `${more} other places`}.` };
  });
}
