import { UserError } from '../core/errors.ts';
import type { PullRequestInput } from '../workers/pull-request/facts.ts';
import { isTexts, type PullRequestText } from './pull-request-text.ts';
import { Remembered, type Storage } from './remembered.ts';

/** A branch of a repository. */
export interface Place {
  /** The repository's folder. */
  folder: string;
  /** Undefined on a detached HEAD. */
  branch: string | undefined;
}

/** What the worker is asked of a branch. */
export type BranchInput = Extract<PullRequestInput, { cwd: string }>;

const isText = (value: unknown): value is string => typeof value === 'string';

/** What the user chose for the pull requests of this workspace, and what they wrote. */
export class PullRequestChoices {
  readonly #bases: Remembered<string>;
  readonly #templates: Remembered<string>;
  readonly #texts: Remembered<PullRequestText[]>;

  constructor(storage: Storage) {
    this.#bases = new Remembered(storage, 'journeyman.pullRequest.bases', isText);
    this.#templates = new Remembered(storage, 'journeyman.pullRequest.templates', isText);
    this.#texts = new Remembered(storage, 'journeyman.pullRequest.texts', isTexts, 20);
  }

  /** What the branch is compared with; undefined where that is found by itself. */
  base(place: Place): string | undefined {
    return this.#bases.get(keyOf(place));
  }

  chooseBase(place: Place, base: string | undefined): void {
    this.#bases.put(keyOf(place), base);
  }

  /** The path of the repository's template, empty for none of them; undefined where the usual one is taken. */
  template({ folder }: Place): string | undefined {
    return this.#templates.get(folder);
  }

  chooseTemplate({ folder }: Place, template: string | undefined): void {
    this.#templates.put(folder, template);
  }

  /** What the user wrote for this branch, the text that was changed last at the end. */
  texts(place: Place): PullRequestText[] {
    return this.#texts.get(keyOf(place)) ?? [];
  }

  keepTexts(place: Place, texts: readonly PullRequestText[]): void {
    this.#texts.put(keyOf(place), texts.length === 0 ? undefined : [...texts]);
  }

  /** What the worker is asked. */
  input(place: Place): BranchInput {
    return { cwd: place.folder, base: this.base(place), template: this.template(place) };
  }
}

/** A branch has no colon in its name. */
function keyOf({ folder, branch = '' }: Place): string {
  return `${branch}:${folder}`;
}

/** Throws a UserError where another branch is checked out than the one that is shown: what is chosen then would be for that one. */
export function requireHere(current: string | undefined, { branch }: Place): void {
  if (current !== branch) throw new UserError('Nothing was changed.', `${branch ?? 'What is shown'} is not checked out any more.`, 'Check it out, or summarize the branch that is.');
}
