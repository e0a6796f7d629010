import * as z from 'zod';

/** What a user's worker is given. */
export interface CustomInput {
  text: string;
  /** Where the text comes from, relative to the workspace where it lies in one. */
  path?: string | undefined;
  /** The editor's name of its language. */
  language?: string | undefined;
  /** The workspace's folder. */
  folder?: string | undefined;
  /** The text's first line in its file, 1-based; 1 unless given. */
  firstLine?: number | undefined;
}

/** A text begins on no later line; numbers beyond 2^53 are not read exactly. */
const LAST_LINE = 1_000_000_000;

/** The text alone, or with where it comes from. */
export const customInput: z.ZodType<CustomInput> = z.union([
  z.string().transform((text): CustomInput => ({ text })),
  z.strictObject({ text: z.string(), path: z.string().optional(), language: z.string().optional(), folder: z.string().optional(), firstLine: z.int().min(1).max(LAST_LINE).optional() }),
]);

/** The same as JSON Schema. */
export const CUSTOM_INPUT_SCHEMA = {
  anyOf: [
    { type: 'string' },
    { type: 'object', properties: { text: { type: 'string' }, path: { type: 'string' }, language: { type: 'string' }, firstLine: { type: 'integer', minimum: 1, maximum: LAST_LINE } }, required: ['text'], additionalProperties: false },
  ],
};
