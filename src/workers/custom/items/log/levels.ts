/** How serious a message is, the most serious first. */
export const LEVELS = ['fatal', 'error', 'warning', 'info', 'debug', 'trace'] as const;
export type Level = (typeof LEVELS)[number];

const NAMES: Record<string, Level> = {
  fatal: 'fatal', critical: 'fatal', crit: 'fatal', emerg: 'fatal', emergency: 'fatal', alert: 'fatal', panic: 'fatal', severe: 'error',
  error: 'error', err: 'error', eror: 'error', failure: 'error', e: 'error',
  warning: 'warning', warn: 'warning', wrn: 'warning', w: 'warning',
  notice: 'info', info: 'info', information: 'info', inf: 'info', log: 'info', i: 'info', http: 'info',
  debug: 'debug', dbg: 'debug', fine: 'debug', verbose: 'debug', d: 'debug', v: 'trace',
  trace: 'trace', trc: 'trace', silly: 'trace', finer: 'trace', finest: 'trace', f: 'fatal',
};

/** The level of that name or number (pino's and bunyan's 10 to 60, syslog's and journald's 0 to 7); undefined where it is none. */
export function levelOf(value: unknown): Level | undefined {
  if (typeof value === 'string' && /^\d{1,2}$/.test(value)) return levelOf(Number(value));
  if (typeof value === 'number') return value >= 10 ? LEVELS[Math.max(0, 6 - Math.floor(value / 10))] : (['fatal', 'fatal', 'fatal', 'error', 'warning', 'info', 'info', 'debug'] as const)[value];
  return typeof value === 'string' && Object.hasOwn(NAMES, value.toLowerCase()) ? NAMES[value.toLowerCase()] : undefined;
}

/** The level that the words of a message tell of, where its line has none: what a program says about a failure counts as an error. */
export function levelInWords(message: string): Level | undefined {
  const start = message.slice(0, 400);
  if (/\b(?:fatal|panic|emergency|segfault|out of memory|kernel bug)\b/i.test(start)) return 'fatal';
  if (/\b(?:errors?|fail(?:ed|ure|s)?|exception|denied|refused|cannot|could not|unable to|timed out|traceback|aborted|unreachable)\b|(?:Error|Exception)\b/i.test(start) && !/\b(?:0|no) (?:errors?|failures?)\b/i.test(start)) return 'error';
  return /\bwarn(?:ing)?\b|\bdeprecated\b/i.test(start) ? 'warning' : undefined;
}
