/** One piece of an input, for which there is one answer. */
export interface Item {
  /** What the model is shown of it. */
  text: string;
  /** Lines of the input that it stands on, 1-based, inclusive. */
  firstLine: number;
  lastLine: number;
  /** How often it occurs, where equal pieces were put together. */
  count: number;
  /** What code has found out about it, for the reader of the answer. */
  about: Readonly<Record<string, string | number>>;
}

/** Takes an input apart. Pure, and linear in the length of the text; `language` is the editor's name of it, `path` the file's. */
export type ItemReader = (text: string, language: string | undefined, path?: string) => Item[];
