/** More characters are cut off in most views of a history. */
export const LONGEST_SUBJECT = 72;
/** Columns of a body where no rule says another number. */
export const BODY_WIDTH = 72;

/** What a project demands of its messages, as far as it says so. What it says nothing of is absent. */
export interface HouseRules {
  /** Conventional Commits: demanded, or (`false`) ruled out. */
  conventional?: boolean;
  types?: string[];
  scopes?: string[];
  scope?: 'always' | 'never';
  /** Characters of the whole subject. */
  limit?: number;
  /** Characters of what stands after `type(scope): `. */
  descriptionLimit?: number;
  /** Whether the description starts with a capital letter. */
  capital?: boolean;
  /** Whether the subject ends with a full stop. */
  stop?: boolean;
  imperative?: boolean;
  /** Columns of the body. */
  bodyWidth?: number;
  body?: 'always' | 'never';
  /** Signed-off-by is wanted. It is written only where the user's git configuration asks for it. */
  signedOff?: boolean;
}
