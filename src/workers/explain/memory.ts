import * as z from 'zod';
import type { Memory } from '../../core/worker.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { known } from './answer.ts';
import { codeTokens, stringParts } from './code-tokens.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainOutput } from './input.ts';
import { isPlain, stem, wordsIn } from './plain-words.ts';
import { type Shape, type Slot, shapeOf } from './shape.ts';

/** Goes up when keys or packed answers change their meaning. */
const FORMAT = 2;

/** A text in pieces: what stays, and the numbers of the slots whose content goes in between. */
type Template = (string | number)[];

const template = z.array(z.union([z.string(), z.number().int().min(0)]));
const keptExplanation = z.object({
  problem: template,
  /** Only where the model gave the reason; the documentation's is read anew. */
  why: template.nullable(),
  /** Slots whose content the text speaks of in words, each with the fingerprint of what it must hold. */
  bound: z.array(z.tuple([z.number().int().min(0), z.string()])),
  /** Of the whole code, where the text speaks of what is in no slot. */
  exact: z.string().nullable(),
});
type KeptExplanation = z.infer<typeof keptExplanation>;

/** FNV-1a of 2 × 32 bits: enough to tell one text from another, and it does not give the text away. */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01234567]
    .map((start) => {
      let hash = start;
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      return (hash >>> 0).toString(36);
    })
    .join('-');
}

const exactOf = ({ code, input }: ExplainFacts) => fingerprint(JSON.stringify([code.lines.map(({ text, marked }) => [text, marked]), code.reported, input.diagnostic.message]));
const ownShape = ({ code, input }: ExplainFacts) => shapeOf(code, input.diagnostic, input.language);

/** Code in backquotes, a quoted text, a word or number, and what is between. */
const PIECES = /`[^`\n]+`|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])|"[^"\n]+"|[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|[^`'"\p{L}\p{N}_]+|[\s\S]/gu;
const CODE_LIKE = /_|\p{L}\p{N}|\p{Ll}\p{Lu}|^\p{Lu}{2,}$/u;

/** What may stand in a sentence: neither long nor able to end the quotes around it. */
const READABLE = /^[^\r\n`]{1,80}$/;

/** Puts slots in place of what they hold in an explanation, and notes what the text rests on besides. */
class Packer {
  readonly bound = new Set<number>();
  outside = false;
  readonly #shape: Shape;
  readonly #common: ReadonlySet<string>;
  /** Slots by the stems of the words they are made of. */
  readonly #stems = new Map<string, number[]>();

  /** `common`: texts that belong to every question with this key. */
  constructor(shape: Shape, common: string[]) {
    this.#shape = shape;
    this.#common = new Set(wordsIn(common.join(' ')).map(stem));
    for (const [number, { text }] of shape.slots.entries()) {
      for (const word of new Set([...wordsIn(text), ...(text.match(/\d+/g) ?? []), text].map(stem))) this.#stems.set(word, [...(this.#stems.get(word) ?? []), number]);
    }
  }

  text(text: string): Template {
    const pieces = Array.from(text.matchAll(PIECES), ({ 0: piece, index }) => ({ piece, before: text[index - 1] ?? '', after: text.slice(index + piece.length) }));
    return joined(pieces.flatMap(({ piece, before, after }) => this.#piece(piece, before, after)));
  }

  #piece(piece: string, before: string, after: string): Template {
    const [, quote, inner] = /^([`'"])([\s\S]+)\1$/.exec(piece) ?? [];
    if (quote !== undefined && inner !== undefined) {
      const [text, name] = [this.#find('text', inner), this.#find('name', inner)];
      if (text !== undefined && name !== undefined) {
        // Which of them is meant is not to be told.
        this.bound.add(text).add(name);
        return [piece];
      }
      const whole = text ?? name;
      if (whole !== undefined) return [quote, whole, quote];
      return quote === '`' || /^\S+$/.test(inner) ? [quote, ...this.#code(inner), quote] : [quote, ...this.text(inner), quote];
    }
    if (/^\d/.test(piece)) return this.#number(piece);
    if (!/^[\p{L}_]/u.test(piece)) return [piece];
    const asCode = CODE_LIKE.test(piece) || before === '.' || before === '$' || /^(?:\(|\.[\p{L}_])/u.test(after);
    return asCode ? this.#code(piece) : this.#word(piece);
  }

  /** Something that is written as code: each name in it is a slot's, or the language's own, or it is not known where it comes from. */
  #code(code: string): Template {
    return codeTokens(code, this.#shape.language).flatMap((token): Template => {
      if (token.kind === 'word') {
        if (this.#shape.language.words.has(token.text)) return [token.text];
        const name = this.#find('name', token.text);
        if (name !== undefined) return [name];
      } else if (token.kind === 'number') {
        return this.#number(token.text, true);
      } else if (token.kind === 'string') {
        const { opens, content } = stringParts(token.text);
        const place = this.#find('text', content);
        if (place !== undefined) return [opens, place, token.text.slice(opens.length + content.length)];
      } else {
        return [token.text];
      }
      this.#rest(token.text, true);
      return [token.text];
    });
  }

  #number(number: string, code = false): Template {
    const place = this.#find('number', number);
    // `2 arguments` need not be the 2 of the code.
    if (place !== undefined && (code || this.#shape.reported.has(place) || number.length > 1)) return [place];
    for (const slot of this.#stems.get(number) ?? []) this.bound.add(slot);
    return [number];
  }

  #word(word: string): Template {
    if (!isPlain(word)) this.#rest(word, false);
    return [word];
  }

  /** Words that stay as they are: true only of code with the same in the slots that have these words, or of this code alone. */
  #rest(text: string, code: boolean): void {
    for (const word of code ? [...wordsIn(text), text] : [text]) {
      const slots = this.#stems.get(stem(word));
      for (const slot of slots ?? []) this.bound.add(slot);
      if (code && !slots && !this.#common.has(stem(word)) && !wordsIn(word).every((part) => this.#common.has(stem(part)) || this.#stems.has(stem(part)))) this.outside = true;
    }
  }

  #find(kind: Slot['kind'], text: string): number | undefined {
    const place = this.#shape.slots.findIndex((slot) => slot.kind === kind && slot.text === text);
    return place < 0 ? undefined : place;
  }
}

function joined(parts: Template): Template {
  const result: Template = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

/**
 * Explanations are kept by tool, version, rule and the shape of the code: the same mistake with other names is the same question.
 * What is kept has numbers in place of the code's own names, texts and amounts. Where the explanation speaks of one of them in other words
 * (`userCount`: “the count of users”) it holds only for code that has the same there.
 */
export const explainMemory: Memory<ExplainFacts, ExplainOutput> = {
  key(facts) {
    const { input, rule, documentation, toolVersion } = facts;
    const { diagnostic, language } = input;
    return JSON.stringify([FORMAT, diagnostic.tool, diagnostic.rule, toolVersion, language, rule.what, rule.why, documentation?.summary ?? null, ownShape(facts).form]);
  },

  pack({ problem, why }, facts): KeptExplanation {
    const shape = ownShape(facts);
    const { rule, documentationText, input } = facts;
    const packer = new Packer(shape, [rule.what, rule.why, documentationText, input.diagnostic.message, input.diagnostic.rule, input.diagnostic.tool, input.language]);
    const packed = { problem: packer.text(problem), why: rule.why === '' ? packer.text(why) : null };
    return {
      ...packed,
      bound: [...packer.bound].sort((a, b) => a - b).map((slot) => [slot, fingerprint(shape.slots[slot]!.text)]),
      exact: packer.outside ? exactOf(facts) : null,
    };
  },

  unpack(kept, facts) {
    const { success, data } = keptExplanation.safeParse(kept);
    if (!success) return undefined;
    const { slots } = ownShape(facts);
    if (data.exact !== null && data.exact !== exactOf(facts)) return undefined;
    if (data.bound.some(([slot, print]) => !slots[slot] || fingerprint(slots[slot].text) !== print)) return undefined;
    if ([...data.problem, ...(data.why ?? [])].some((part) => typeof part === 'number' && !(slots[part] && READABLE.test(slots[part].text)))) return undefined;
    const filled = (parts: Template) => parts.map((part) => (typeof part === 'number' ? slots[part]!.text : part)).join('');
    const [problem, why] = [filled(data.problem), data.why === null ? facts.rule.why : filled(data.why)];
    if (problem === '' || (data.why === null && why === '')) return undefined;
    return inventedNames(`${problem} ${why}`, known(facts)).length > 0 ? undefined : { problem, why, fix: null, idea: null, documentation: facts.documentation };
  },
};
