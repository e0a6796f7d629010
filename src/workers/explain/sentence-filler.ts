/** Phrases that fit every rule and say nothing of the code. A phrase that the documentation has is the documentation's. */
const FILLER = [
  /(?:may|can|could|might|will) (?:potentially )?(?:lead to|cause|result in|introduce) (?:unexpected|unintended|undesired|potential|subtle|unpredictable)?\s*(?:behaviou?rs?|results?|errors?|issues?|bugs?|problems?|side effects?)/,
  /(?:is|are) (?:generally )?(?:a |considered (?:a )?)?(?:good|bad|best|poor) practices?/,
  /(?:improv|enhanc|reduc|increas)\w* (?:the )?(?:code )?(?:readability|maintainability|clarity|quality|performance|consistency)/,
  /(?:easier|harder|more difficult) to (?:read|understand|maintain)(?: and (?:read|understand|maintain))?/,
  /due to potential \w+ (?:errors?|issues?)|to (?:avoid|prevent) (?:potential|possible|unexpected) (?:\w+ )?(?:errors?|issues?|bugs?|problems?)/,
  /(?:which|that) (?:is|are) (?:not )?(?:recommended|required|allowed|considered|discouraged)(?: (?:by|over|due|according|under|in) [^,.;]*)?/,
  /(?:which|that|this) (?:is|are) (?:a |in )?(?:violations?|violating) (?:of|the)\b[^,.;]*|violates? the [^,.;]*/,
  /(?:as (?:required|recommended|suggested) by|as per|according to|required by|recommended by) the (?:rule|linter|guidelines?|documentation)|according to best practices/,
  /(?:but )?(?:it|this) is not (?:recommended|necessary|ideal|type-safe)/,
  /more (?:efficient|concise|readable|idiomatic|robust)(?: and (?:cleaner|more \w+|\w+))?(?: than [^,.;]*)?/,
].map(({ source }) => new RegExp(source, 'i'));

const bare = (text: string) => text.toLowerCase().replace(/\s+/g, ' ');

/** The first empty phrase of a sentence that is not the documentation's own; undefined where there is none. */
export function fillerIn(sentence: string, documentation: string): string | undefined {
  const given = bare(documentation);
  for (const phrase of FILLER) {
    const found = phrase.exec(sentence)?.[0];
    if (found !== undefined && !given.includes(bare(found))) return found;
  }
  return undefined;
}

/** A sentence without the empty clause hung on at its end; the sentence itself where that is not all that it says. '' where nothing is left. */
export function withoutFiller(sentence: string, documentation: string): string {
  const filler = fillerIn(sentence, documentation);
  if (filler === undefined) return sentence;
  const before = sentence.slice(0, sentence.indexOf(filler));
  const after = sentence.slice(before.length + filler.length);
  // Only a clause that reaches to the end can go; what stands in the middle carries the rest.
  if (!/^[^,;]*\.?$/.test(after)) return sentence;
  const main = /^(.*?)(?:,\s*(?:which|and|so|but|because|as|making)\b|,?\s+(?:which|because|but|so that|in order)\b|,)[^,]*$/i.exec(before)?.[1] ?? '';
  const kept = (main === '' ? (/^\s*(?:which|that)\b/i.test(filler) ? before : '') : main).replace(/[\s,;]+$/, '');
  return kept.split(' ').length >= 4 ? `${kept}.` : '';
}
