import { parseArgs } from 'node:util';
import type { FileChange } from '../src/core/changes.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { proposeSplit } from '../src/workers/commit/split.ts';
import { readRecords } from './records.ts';

/** A commit of DIR/commits.jsonl, as far as it is used here. */
interface CommitRecord {
  repo: string;
  subject: string;
  stratum: string;
  diff: string;
}

/**
 * How often `proposeSplit` would split a real commit (a false alarm, as far as people's commits are of one concern), and how often it recognises
 * two neighbouring commits of one repository put together, and divides them where people did. Prints the shares.
 */
export async function benchSplit(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, show: { type: 'boolean', default: false } } });
  const all = (await readRecords('commit', values.data, Infinity)) as unknown as CommitRecord[];
  const records = all.filter(({ stratum }) => stratum !== 'large').map((record) => ({ ...record, files: parseDiff(record.diff) }));
  const share = (part: number, whole: number) => `${part} of ${whole} (${whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10} %)`;

  const alarms = records.filter(({ files }) => proposeSplit(files));
  console.log(`real commits proposed for splitting: ${share(alarms.length, records.length)}; of those with several files: ${share(alarms.filter(({ files }) => files.length > 1).length, records.filter(({ files }) => files.length > 1).length)}`);
  if (values.show) for (const { repo, subject, files } of alarms) console.log(`  ${repo}: ${subject}\n    ${proposeSplit(files)?.map(({ reason }) => reason).join(' | ')}`);

  const found = { mixes: 0, recognised: 0, pure: 0, exact: 0 };
  records.forEach((first, index) => {
    const second = records.slice(index + 1).find(({ repo }) => repo === first.repo);
    if (!second) return;
    found.mixes++;
    const groups = proposeSplit([...first.files, ...second.files]);
    if (!groups) return;
    const owners = ownersOf([first.files, second.files]);
    const sources = groups.map(({ parts }) => new Set(parts.flatMap(({ path, hunks }) => (hunks === 'all' ? owners.get(path)! : hunks.map((hunk) => owners.get(path)![hunk]!)))));
    const pure = sources.every(({ size }) => size === 1);
    found.recognised++;
    found.pure += Number(pure);
    found.exact += Number(pure && groups.length === 2);
  });
  console.log(`two commits in one recognised: ${share(found.recognised, found.mixes)}; no group holds of both: ${share(found.pure, found.mixes)}; exactly the two commits: ${share(found.exact, found.mixes)}`);
}

/** Which of the two commits each hunk is of, by path; one entry for a file without hunks. */
function ownersOf(commits: FileChange[][]): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  commits.forEach((files, commit) => {
    for (const { path, hunks } of files) owners.set(path, [...(owners.get(path) ?? []), ...Array.from({ length: Math.max(1, hunks.length) }, () => commit)]);
  });
  return owners;
}
