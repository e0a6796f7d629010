import type { Message } from './facts.ts';
import { CLOSES, issuesIn } from './issue-phrases.ts';

/** Characters. */
const LONGEST_SUBJECT = 1000;
const FOLDED = /^(?:(?:fixup|squash|amend)! )+/;
/** Lines at the end of a body that are about its making. */
const TRAILER = /^(?:signed-off-by|co-authored-by|reviewed-by|acked-by|tested-by|change-id|cc|reported-by)\s*:|^\(cherry picked from commit [0-9a-f]+\)$/i;
/** What a bot tells other programs. */
const DEPENDABOT = /^---\nupdated-dependencies:\n(?:.*\n)*?\.\.\.$/m;
/** What it quotes is what it takes back. */
const REVERT = /^revert\b/i;

/** The subject of the commit that a `fixup!`, `squash!` or `amend!` corrects; undefined of any other. */
export function correctedSubject(subject: string): string | undefined {
  return FOLDED.test(subject) ? subject.replace(FOLDED, '').trim() : undefined;
}

/** The commits as they will be after an autosquash: corrections are part of what they correct, and subjects that repeat are one commit. */
export function foldCommits(commits: Message[]): Message[] {
  const kept: Message[] = [];
  const seen = new Set<string>();
  for (const { subject, body } of commits) {
    const corrected = correctedSubject(subject);
    // A correction of a commit that is not on this branch stands for itself.
    if (corrected !== undefined && commits.some((other) => other.subject === corrected)) continue;
    // Where no blank line follows it, git takes a whole paragraph for the subject.
    const plain = (corrected ?? subject).trim().slice(0, LONGEST_SUBJECT);
    if (plain === '' || seen.has(plain)) continue;
    seen.add(plain);
    kept.push({ subject: plain, body: withoutTrailers(body) });
  }
  return kept;
}

export function withoutTrailers(body: string): string {
  const kept = body.replaceAll('\r\n', '\n').replace(DEPENDABOT, '').split('\n').filter((line) => !TRAILER.test(line.trim()));
  // The rule that a squash sets before its trailers.
  while (kept.length > 0 && /^(?:\s*|-{3,}\s*)$/.test(kept.at(-1)!)) kept.pop();
  return kept.join('\n').trim();
}

/** Numbers of issues that the commits name, and digits in the branch's name. */
export function issueNumbers(commits: Message[], branch: string | null): Set<string> {
  const text = commits.map(({ subject, body }) => `${subject}\n${body}`).join('\n');
  return new Set([...[...text.matchAll(/#(\d+)\b/g)].map((match) => match[1]!), ...(branch?.match(/\d+/g) ?? [])]);
}

/** `Fixes #12`, `Resolves ABC-3` and the like, as the commits have them, each issue once. */
export function closedIssues(commits: Message[]): string[] {
  const found = new Map<string, string>();
  for (const { subject, body } of commits) {
    for (const [, verb, list] of `${REVERT.test(subject) ? '' : subject}\n${body}`.matchAll(CLOSES)) {
      for (const issue of issuesIn(list!)) if (!found.has(issue)) found.set(issue, `${verb!.charAt(0).toUpperCase()}${verb!.slice(1)} ${issue}`);
    }
  }
  return [...found.values()];
}
