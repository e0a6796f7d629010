import type { CustomInput } from '../../input.ts';
import type { Pieces } from './pieces.ts';
import type { Difference } from './compare.ts';

/** What became of a piece. */
export interface Rewritten extends Difference {
  text: string;
  /** Why the model's answer does not stand; empty where it does. */
  problems: string[];
  /** It stands as it was, because no answer stood. */
  left: boolean;
  /** Of the tokens, 0 to 1. */
  probability: number;
}

export interface TransformFacts {
  input: CustomInput;
  source: string;
  pieces: Pieces;
  /** Whether each result stands where its piece stood; else they are put together anew. */
  inPlace: boolean;
  /** Whether a piece that cannot be rewritten may stay as it was: it is written in the result's format. */
  mayStay: boolean;
  /** So far, in order. */
  done: readonly Rewritten[];
  /** The answer as far as it has come. */
  written: string;
  /** Set once the answer is whole. */
  whole?: { problem: string | undefined } | undefined;
}
