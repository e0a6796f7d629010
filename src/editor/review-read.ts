/** Part of VS Code's Memento. */
export interface Keep {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'journeyman.review.read';
/** Reviews whose marks are kept. */
const REVIEWS = 20;

interface Marks {
  review: string;
  paths: string[];
}

/** Which files of a branch were read. They are read of one commit: when the branch moves, they are to be read again. */
export class ReadMarks {
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  /** The paths that were read. `repository` is its address, `head` the full id of its commit. */
  of(repository: string, head: string): ReadonlySet<string> {
    return new Set(this.#all().find(({ review }) => review === name(repository, head))?.paths);
  }

  mark(repository: string, head: string, paths: string[], read: boolean): void {
    const review = name(repository, head);
    const marked = new Set(this.of(repository, head));
    for (const path of paths) {
      if (read) marked.add(path);
      else marked.delete(path);
    }
    const others = this.#all().filter((marks) => marks.review !== review);
    void this.#keep.update(KEY, [...others, { review, paths: [...marked] }].slice(-REVIEWS));
  }

  /** What an older version may have kept otherwise counts as nothing. */
  #all(): Marks[] {
    const kept = this.#keep.get(KEY);
    return Array.isArray(kept) ? kept.filter(isMarks) : [];
  }
}

function name(repository: string, head: string): string {
  return `${repository} ${head}`;
}

function isMarks(value: unknown): value is Marks {
  if (typeof value !== 'object' || value === null) return false;
  const { review, paths } = value as Partial<Record<keyof Marks, unknown>>;
  return typeof review === 'string' && Array.isArray(paths) && paths.every((path) => typeof path === 'string');
}
