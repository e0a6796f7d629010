import { type Level, levelOf } from './levels.ts';

/** What stands before the message of a line. */
export interface Header {
  /** As it stands there. */
  time?: string | undefined;
  level?: Level | undefined;
  /** The program, logger or component. */
  source?: string | undefined;
  message: string;
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = String.raw`\d{1,2}[:.]\d{1,2}[:.]\d{1,2}(?:[.,:]\d{1,9})?`;
const ZONE = String.raw`(?:\s?(?:Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b))?`;
const TIME = new RegExp(
  `(?:${[
    // 2024-05-01T10:00:00.123Z, 2024-05-01 10:00:00,123 +0200, 2005-06-03-15.42.50.675872, 20171223-22:15:29:606
    String.raw`\d{4}[-/.]\d\d[-/.]\d\d(?:[T \-_]${CLOCK}${ZONE})?`,
    String.raw`\d{8}[-T ]${CLOCK}`,
    // Jun 14 15:16:01, Sun Dec 04 04:47:44 2005
    String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?${MONTH} {1,2}\d{1,2}(?: \d{4})? ${CLOCK}(?: \d{4})?`,
    // 10/Oct/2000:13:55:36 -0700
    String.raw`\d\d\/${MONTH}\/\d{4}:${CLOCK}(?: [+-]\d{4})?`,
    // 17/06/09 20:10:40, 03-17 16:13:38.811, 10.30 16:49:06, 081109 203615
    String.raw`\d\d[/.-]\d\d(?:[/.-]\d{2,4})? ${CLOCK}`,
    String.raw`\d{6} \d{6}(?= )`,
    CLOCK,
    // Seconds since 1970, or since the machine was started
    String.raw`1\d{9}(?:\d{3})?(?:\.\d{1,9})?(?= )`,
    String.raw`(?<=\[) {0,8}\d{1,9}\.\d{3,9}(?=\])`,
  ].join('|')})`,
  'y',
);
const LEVEL = /(?:(?:ERROR|ERR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|CRITICAL|CRIT|NOTICE|SEVERE|EMERG|ALERT|VERBOSE|SILLY|FINE|FINER|FINEST|PANIC|DBG|INF|WRN)(?![\w.])|(?:error|warn|warning|info|debug|trace|fatal|critical|crit|notice|emerg|alert|verbose|silly|http|Error|Warning|Warn|Info|Information|Debug|Trace|Fatal|Critical)(?=[:\],|]|\s{2,}|\s+[-|[])|(?:Info|Error|Warning)(?=\s{4,}))/y;
/** `sshd[123]:`, `kernel:`, `dfs.DataNode$PacketResponder:`; the colon shows it. */
const SOURCE = /[A-Za-z][\w.$/@-]{0,120}(?:\([\w.-]{1,40}\))?(?:\[[\w.:-]{1,40}\])?:(?=\s|$)/y;
/** Syslog: the machine before the program. */
const HOST_AND_SOURCE = /[\w.:/@#-]{1,120}\s+(?=(?:[\w./ -]{1,80}(?:\([\w. -]{1,60}\))?(?:\[\d{1,10}\])?:(?=\s|$)))/y;
const ANY_SOURCE = /[\w./ -]{1,80}(?:\([\w. -]{1,60}\))?(?:\[\d{1,10}\])?:(?=\s|$)/y;
const BRACKETS = /\[(?:[^[\]\n]|\[[^[\]\n]{0,80}\]){1,300}\]/y;
/** A logger's name after the level: `nova.compute.manager`. */
const LOGGER = /[A-Za-z_][\w$]{0,60}(?:\.[\w$]{1,60}){2,12}(?=\s)/y;
/** A part's name in a column: `CBS    `, or before a bar: `Step_LSC|`. */
const COLUMN = /[A-Za-z][\w.-]{0,40}(?=\s{3,}\S)|[\w.-]{1,60}(?=\|)/y;
/** What stands between a first time and a second one, or a level in capitals. */
const MORE_TIMES = new RegExp(String.raw`[\w.:/@#-]{1,80}\s+(?=${MONTH} {1,2}\d{1,2} \d\d:|\d{4}-\d\d-\d\d[-T ]\d)`, 'y');
const BEFORE_LEVEL = /(?:[\w.:/@#-]{1,60}\s+){1,5}?(?=(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|SEVERE|FAILURE)\s)/y;
const GAP = /[\s|:,>-]{1,20}/y;
const GLOG = /([IWEFDV])(\d{4} \d\d:\d\d:\d\d(?:\.\d{1,9})?)\s+\d{1,10} ([\w.-]{1,80}:\d{1,6})\] ?/y;
const ANDROID = /\s*\d{1,6}\s+\d{1,6}\s+([VDIWEF])\s+([^:\n]{1,120}):\s?/y;
const ACCESS = /^(\S{1,100}) \S{1,60} \S{1,60} \[([^\]\n]{10,40})\] "/;
const STATUS = /^(?:[^"\\]|\\.){0,4000}" (\d{3})\b/;
const RFC5424 = /^<\d{1,3}>1 (\S{1,40}) (\S{1,255}) (\S{1,48}) \S{1,128} \S{1,32} (?:-|\[[^\]\n]{0,2000}\]) ?/;
const PRIORITY = /^<(\d{1,3})>/;

/** The container or service that `docker compose logs`, `kubectl logs --prefix` and the like write before each line. */
const COMPOSE = /^[\w.-]{1,60}\s{0,40}\| ?/;
const CRI = /^(\d{4}-\d\d-\d\dT\S{8,25}) (?:stdout|stderr) [FP] /;

const at = (pattern: RegExp, text: string, position: number): RegExpExecArray | null => {
  pattern.lastIndex = position;
  return pattern.exec(text);
};

/** Takes a line apart into time, level, source and message, in the formats that are common. */
export function readHeader(given: string): Header {
  const line = given.replace(COMPOSE, '');
  const inner = CRI.exec(line);
  if (inner) {
    const rest = readHeader(line.slice(inner[0].length));
    return { ...rest, time: rest.time ?? inner[1] };
  }
  const access = ACCESS.exec(line);
  if (access) {
    const message = line.slice(access[0].length - 1);
    const status = Number(STATUS.exec(message.slice(1))?.[1] ?? 200);
    return { time: access[2], level: status >= 500 ? 'error' : status >= 400 ? 'warning' : 'info', message: message.replace(/^("(?:[^"\\]|\\.){0,4000}" \d{3}).*/, '$1') };
  }
  const modern = RFC5424.exec(line);
  if (modern) return { time: modern[1], source: modern[3], level: levelOf(Number(PRIORITY.exec(line)![1]) % 8), message: line.slice(modern[0].length) };
  return readParts(line);
}

/** Takes times, levels, brackets and sources off the beginning, for as long as there are some. */
function readParts(line: string): Header {
  const header: Header = { message: '' };
  let position = 0;
  const priority = PRIORITY.exec(line);
  if (priority) [position, header.level] = [priority[0].length, levelOf(Number(priority[1]) % 8)];
  const glog = at(GLOG, line, position);
  if (glog) return { time: glog[2], level: levelOf(glog[1]), source: glog[3], message: line.slice(position + glog[0].length) };
  // What a log is kept under, before the time: `nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008`, `- 1117838570 2005.06.03`.
  const lead = /^(?:- |[\w-]{1,30} (?=1\d{9} )|\S{1,80}\.log\S{0,60} )/.exec(line);
  if (lead && position === 0) position = lead[0].length;
  let bracket = false;
  for (let turn = 0; turn < 12; turn++) {
    const start = position;
    const gap = at(GAP, line, position);
    if (gap) position += gap[0].length;
    if (line[position] === '[' || line[position] === '(') {
      const time = at(TIME, line, position + 1);
      const level = time ? null : at(LEVEL, line, position + 1);
      const close = position + 1 + (time ?? level ?? [''])[0].length;
      if ((time || level) && /[\])\s]/.test(line[close] ?? '')) {
        if (time) header.time ??= time[0].trim();
        if (level) header.level ??= levelOf(level[0]);
        const end = line.indexOf(line[position] === '[' ? ']' : ')', close);
        if (end >= 0 && end - close < 80) {
          position = end + 1;
          continue;
        }
      }
    }
    const time = at(TIME, line, position);
    if (time && (header.time === undefined || turn < 4) && /[\s\],|:-]|^$/.test(line[position + time[0].length] ?? '')) {
      header.time ??= time[0];
      position += time[0].length;
      const android = at(ANDROID, line, position);
      if (android) return { ...header, level: levelOf(android[1]), source: android[2]!.trim(), message: line.slice(position + android[0].length) };
      continue;
    }
    const level = header.level === undefined ? at(LEVEL, line, position) : null;
    if (level) {
      header.level = levelOf(level[0]);
      position += level[0].length;
      continue;
    }
    if (header.time === undefined && header.level === undefined) {
      position = start;
      break;
    }
    // After the time: thread or process numbers, bracketed things, the program.
    const number = /\d{1,10}(?=\s)/y;
    const pid = header.source === undefined ? at(number, line, position) : null;
    if (pid && LEVEL_SOON.test(line.slice(position, position + 60))) {
      position += pid[0].length;
      continue;
    }
    const brackets = !bracket || header.level === undefined ? at(BRACKETS, line, position) : null;
    if (brackets && (gap || turn > 0)) {
      bracket = true;
      position += brackets[0].length;
      continue;
    }
    const skipped = header.level === undefined ? (at(MORE_TIMES, line, position) ?? at(BEFORE_LEVEL, line, position)) : null;
    if (skipped && turn < 6) {
      position += skipped[0].length;
      continue;
    }
    const host = header.source === undefined && header.level === undefined ? at(HOST_AND_SOURCE, line, position) : null;
    const source = header.source === undefined ? (host ? at(ANY_SOURCE, line, position + host[0].length) : at(SOURCE, line, position)) : null;
    if (source) {
      position += (host?.[0].length ?? 0) + source[0].length;
      header.source = source[0].replace(/(?:\[[^\]]*\])?:$/, '');
      continue;
    }
    const name = at(COLUMN, line, position) ?? (header.source === undefined && header.level !== undefined ? at(LOGGER, line, position) : null);
    if (name && (line[position + name[0].length] === '|' || header.source === undefined)) {
      position += name[0].length;
      header.source ??= name[0];
      continue;
    }
    break;
  }
  header.message = line.slice(position).trim();
  return header;
}

const LEVEL_SOON = /^\d{1,10}\s+(?:[\w.-]{1,20}\s+)?(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|CRITICAL|NOTICE|---)\b/;
