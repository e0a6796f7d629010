/** What a pull request says. */
export interface PullRequestText {
  title: string;
  /** Markdown. */
  description: string;
}

/** Texts of the user's own that are kept for one branch. */
const MOST = 10;
const nothing: PullRequestText = { title: '', description: '' };

/** The text in a preview: what was written for the user, or what they made of it. Of the latter every one is kept, whatever is written after it. */
export class PullRequestTexts {
  /** The user's, the one that was changed last at the end. */
  #own: PullRequestText[];
  #written = nothing;
  /** The one of the user's that is shown; undefined where the written one is. */
  #shown: PullRequestText | undefined;

  constructor(own: PullRequestText[] = []) {
    this.#own = own;
  }

  get shown(): PullRequestText {
    return this.#shown ?? this.#written;
  }

  /** Whether what is shown is the user's. */
  get edited(): boolean {
    return this.#shown !== undefined;
  }

  /** All of the user's, the one that was changed last at the end. */
  get own(): readonly PullRequestText[] {
    return this.#own;
  }

  /** The user's that are not shown, the one that was changed last first. */
  get others(): PullRequestText[] {
    return this.#own.filter((text) => text !== this.#shown).reverse();
  }

  /** Shows what is written for the user, as far as it has come. */
  write(text: PullRequestText): void {
    this.#written = text;
    this.#shown = undefined;
  }

  /** The user has changed what is shown. Changed back to what was written, it is no text of theirs any more. */
  edit(text: PullRequestText): void {
    if (same(text, this.shown)) return;
    const others = this.#own.filter((own) => own !== this.#shown);
    this.#shown = same(text, this.#written) ? undefined : text;
    this.#own = this.#shown ? [...others, text].slice(-MOST) : others;
  }

  /** Keeps a change to what is no longer shown. */
  keep(text: PullRequestText): void {
    if (!this.#own.some((own) => same(own, text))) this.#own = [...this.#own, text].slice(-MOST);
  }

  /** Shows one of the user's again. */
  restore(text: PullRequestText): void {
    if (this.#own.includes(text)) this.#shown = text;
  }
}

/** Whether something that was stored is a list of texts. */
export function isTexts(value: unknown): value is PullRequestText[] {
  return Array.isArray(value) && value.every((text: unknown) => typeof text === 'object' && text !== null && 'title' in text && typeof text.title === 'string' && 'description' in text && typeof text.description === 'string');
}

function same(one: PullRequestText, other: PullRequestText): boolean {
  return one.title === other.title && one.description === other.description;
}
