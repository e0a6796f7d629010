/** More unbounded repetitions in a row make even short texts slow. */
const MOST_REPETITIONS = 3;
const LONGEST = 200;

/**
 * Why a pattern of a schema is not run; undefined where it may be. JavaScript's own engine takes exponential time where a repeated group holds repetitions,
 * so no group may be repeated, and nothing may look back.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return `The pattern is longer than ${LONGEST} characters.`;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'The pattern is no regular expression.';
  }
  const bare = pattern.replace(/\\[^1-9k]/g, '_').replace(/\[[^\]]*\]/g, '_');
  if (/\)[*+{]/.test(bare)) return 'A group of the pattern is repeated, which can take for ever on some texts: write it without.';
  if (/\\[1-9k]|\(\?(?!:)/.test(bare)) return 'The pattern looks around or back, which can take for ever on some texts: write it without.';
  if ((bare.match(/[*+]|\{\d*,\}/g) ?? []).length > MOST_REPETITIONS) return `The pattern has more than ${MOST_REPETITIONS} open repetitions (* or +), which can take for ever on some texts.`;
  return undefined;
}
