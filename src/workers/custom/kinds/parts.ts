import type { NearestExamples } from '../../../core/examples.ts';
import type { Syntax } from '../../../core/syntax.ts';

/** What the kinds use of the world. */
export interface CustomParts {
  /** Grammars, for checking the syntax of what was written. */
  syntax: Pick<Syntax, 'errors'>;
  /** Finds the examples that are most like the input; without it the first ones are shown. */
  examples?: NearestExamples | undefined;
}
