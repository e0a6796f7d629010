import * as z from 'zod';
import type { Memory } from '../../../../core/worker.ts';
import type { WorkerDefinition } from '../../definition.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import type { SummarizeFacts } from '../summarize.ts';
import type { Point } from './points.ts';

export interface SummarizeOutput {
  summary: string;
  /** What the parts of the text say, with the lines that say so, 1-based, inclusive. */
  points: Point[];
  /** Share of the text that was read, 0 to 1. */
  seen: number;
}

/** Goes up when answers change their meaning. */
const FORMAT = 2;

const line = z.int().min(1);
const keptOutput = z.strictObject({ summary: z.string(), points: z.array(z.strictObject({ text: z.string(), firstLine: line, lastLine: line })), seen: z.number() });

/** Answers are kept by text and by all that the worker's file says. */
export function summarizeMemory(textKey: (facts: SummarizeFacts) => string, { instruction, items, words }: WorkerDefinition): Memory<SummarizeFacts, SummarizeOutput> {
  return {
    key: (facts) => `summarize ${FORMAT} ${fingerprint([instruction, items, String(words)])} ${textKey(facts)}`,
    pack: (output) => output,
    unpack: (kept) => keptOutput.safeParse(kept).data,
  };
}
