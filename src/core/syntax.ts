/** A piece of a source that its grammar knows as a whole. Offsets are UTF-16 units, the end is exclusive. */
export interface SyntaxPiece {
  start: number;
  end: number;
  /** The grammar's own name for it: `if_statement`, `function_definition`, … */
  kind: string;
  /** Where its body begins, for a definition or a statement with a block. */
  body?: number;
}

/** What the grammars of programming languages know of a source. */
export interface Syntax {
  /** The statements, definitions and members around a range, the smallest first. Undefined where there is no grammar for the language. */
  around(source: string, language: string, start: number, end: number): Promise<SyntaxPiece[] | undefined>;
  /** Where a variable of that name stands inside the range, in order; undefined where that cannot be told by the name alone, or there is no grammar. */
  uses(source: string, language: string, name: string, start: number, end: number): Promise<{ start: number; end: number }[] | undefined>;
  /** How many places of the source the grammar cannot read; undefined where there is none for the language. */
  errors(source: string, language: string): Promise<number | undefined>;
}
