import { isMasked } from './mask.ts';

/** A kind of message: its words, with placeholders where its messages differ. */
export interface Template {
  tokens: string[];
  /** Where it was found first among the templates. */
  order: number;
}

/** Tokens of a message that are looked at; the rest of a longer one is taken for a variable. */
const MOST_TOKENS = 100;
const MOST_CHILDREN = 200;
const MOST_IN_GROUP = 200;
const MOST_TEMPLATES = 10_000;
const MOST_KEPT = 50_000;
/** Share of equal tokens from which two messages are of one kind. */
const ALIKE = 0.7;
const ANY = '<*>';

/**
 * Finds the kinds of messages in a log by the idea of Drain (He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach with Fixed Depth Tree", 2017):
 * messages with as many tokens and the same first ones are compared with the few templates there, and what differs becomes a placeholder.
 * Time for a message and memory altogether are bounded.
 */
export function createTemplates(): { of(tokens: readonly string[]): Template; all: Template[] } {
  const all: Template[] = [];
  const groups = new Map<string, Template[]>();
  const children = new Map<string, Set<string>>();
  const exact = new Map<string, Template>();

  /** The token as a step of the tree; where there are too many different ones, all others take one step. */
  const step = (at: string, token: string): string => {
    if (isMasked(token) || /\d/.test(token)) return ANY;
    let known = children.get(at);
    if (!known) children.set(at, (known = new Set()));
    if (known.has(token)) return token;
    if (known.size >= MOST_CHILDREN) return ANY;
    known.add(token);
    return token;
  };

  const find = (tokens: readonly string[]): Template => {
    const length = String(tokens.length);
    const first = step(length, tokens[0] ?? '');
    const at = `${length} ${first}`;
    // With two words the second one is the difference that matters or the variable: similarity says which.
    const path = tokens.length < 3 ? at : `${at} ${step(at, tokens[1]!)}`;
    let group = groups.get(path);
    if (!group) groups.set(path, (group = []));
    let [best, most] = [undefined as Template | undefined, -1];
    for (const template of group) {
      const share = likeness(template.tokens, tokens);
      if (share > most) [best, most] = [template, share];
    }
    const full = group.length >= MOST_IN_GROUP || all.length >= MOST_TEMPLATES;
    if (best && (most >= ALIKE || full)) {
      for (const [index, token] of best.tokens.entries()) if (token !== tokens[index]) best.tokens[index] = merged(token, tokens[index]!);
      return best;
    }
    if (full) {
      const rest = groups.get(ANY)?.[0];
      if (rest) return rest;
      groups.set(ANY, [{ tokens: [ANY], order: all.length }]);
      all.push(groups.get(ANY)![0]!);
      return groups.get(ANY)![0]!;
    }
    const template = { tokens: [...tokens], order: all.length };
    group.push(template);
    all.push(template);
    return template;
  };

  return {
    all,
    of(given) {
      const tokens = given.length > MOST_TOKENS ? [...given.slice(0, MOST_TOKENS), ANY] : given;
      const key = tokens.join(' ');
      const known = exact.get(key);
      if (known) return known;
      const template = find(tokens);
      if (exact.size >= MOST_KEPT) exact.clear();
      if (key.length < 2000) exact.set(key, template);
      return template;
    },
  };
}

function likeness(template: readonly string[], tokens: readonly string[]): number {
  let same = 0;
  for (let index = 0; index < tokens.length; index++) if (template[index] === tokens[index]) same++;
  return same / Math.max(1, tokens.length);
}

/** What two tokens have in common: `user=<*>` for `user=ann` and `user=bob`. */
function merged(one: string, other: string): string {
  const sign = one.search(/[=:]/);
  return sign > 0 && sign < one.length - 1 && other.startsWith(one.slice(0, sign + 1)) ? `${one.slice(0, sign + 1)}${ANY}` : ANY;
}
