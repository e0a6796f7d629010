import { type Header, readHeader } from './header.ts';
import { levelOf } from './levels.ts';

const MESSAGES = ['message', 'msg', 'MESSAGE', '@m', '@mt', 'log', 'event', 'text', 'body', 'error', 'err'];
const TIMES = ['time', 'timestamp', '@timestamp', 'ts', '@t', 'date', 'datetime', '__REALTIME_TIMESTAMP'];
const LEVELS = ['level', 'severity', 'lvl', 'levelname', 'loglevel', 'log.level', '@l', 'PRIORITY'];
const SOURCES = ['logger', 'name', 'logger_name', 'component', 'module', 'service', 'SYSLOG_IDENTIFIER', 'caller'];
const LONGEST_JSON = 1_000_000;

/** One of JSON lines: pino, bunyan, zap, slog, Serilog, journald, Docker's json-file; undefined where it is none. */
export function readJsonLine(line: string): Header | undefined {
  const start = line.trimStart();
  if (!start.startsWith('{') || line.length > LONGEST_JSON || !line.trimEnd().endsWith('}')) return undefined;
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const pick = (names: string[]): unknown => names.map((name) => (Object.hasOwn(value, name) ? value[name] : undefined)).find((each) => each !== undefined && each !== null && each !== '');
  const found = pick(MESSAGES);
  if (found === undefined) return undefined;
  const message = typeof found === 'string' ? found : typeof found === 'object' && 'message' in found! ? String(found.message) : JSON.stringify(found);
  const time = pick(TIMES);
  const source = pick(SOURCES);
  // Docker keeps the program's own line, with its own time and level.
  const inner = typeof value.log === 'string' && typeof value.stream === 'string' ? readHeader(message.trimEnd()) : { message };
  const err = typeof value.err === 'object' && value.err !== null && 'message' in value.err && String(value.err.message) !== message ? `: ${String(value.err.message)}` : '';
  return { time: time === undefined ? inner.time : String(time), level: levelOf(pick(LEVELS)) ?? inner.level, source: typeof source === 'string' ? source : inner.source, message: inner.message + err };
}

/** `key=value`, `key="a value"`; the quotes may hold escaped ones. */
const PAIR = /([A-Za-z_@][\w.@-]{0,60})=("(?:[^"\\]|\\.){0,8000}"|[^\s"]{0,2000})(?=\s|$)/g;

/** One line of logfmt, which has a message and a level or time among its pairs; undefined where it is none. */
export function readLogfmt(line: string): Header | undefined {
  if (!/(?:^|\s)(?:msg|message|event|err|error)=/.test(line) || !/(?:^|\s)(?:level|lvl|severity|time|ts)=/.test(line)) return undefined;
  const pairs = new Map<string, string>();
  for (const [, key, value] of line.matchAll(PAIR)) pairs.set(key!, value!.startsWith('"') ? value!.slice(1, -1).replaceAll('\\"', '"') : value!);
  const pick = (names: string[]) => names.map((name) => pairs.get(name)).find((value) => value !== undefined && value !== '');
  const message = pick(['msg', 'message', 'event', 'error', 'err']);
  if (message === undefined) return undefined;
  const failure = pick(['err', 'error']);
  return { time: pick(TIMES), level: levelOf(pick(LEVELS)), source: pick(SOURCES), message: failure !== undefined && failure !== message ? `${message}: ${failure}` : message };
}
