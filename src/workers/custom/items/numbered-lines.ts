/** A line of an input, without colours and without what a log or container puts before it. */
export interface NumberedLine {
  text: string;
  /** 1-based line of the input; several where a string in JSON holds a text of several lines. */
  line: number;
}

/** What is looked at of a line. */
const LONGEST_LINE = 8000;
const CONTROL = /\u001b\[[0-9;?]{0,20}[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;
/** `web-1  | `, `2024-05-01T10:00:00.123Z `, `job	step	2024-…Z ` of a build service, `stderr | file > test`. */
const PREFIX = /^(?:[\w.-]{1,60}\s{0,40}\|\s?(?=\S|\s))?(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z (?:std(?:out|err) [FP] )?)?/;
/** A stack trace within a string of JSON. */
const ESCAPED_TRACE = /\\n\s{0,20}(?:\\t)?(?:at |File \\?"|from |#\d)/;

/** The lines of a program's output, ready to be read for traces and reports. */
export function numberedLines(text: string): NumberedLine[] {
  const found: NumberedLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const whole = raw.length > LONGEST_LINE && !ESCAPED_TRACE.test(raw.slice(0, LONGEST_LINE * 4)) ? raw.slice(0, LONGEST_LINE) : raw.slice(0, LONGEST_LINE * 4);
    const plain = whole.replace(CONTROL, '').replace(PREFIX, '');
    if (!ESCAPED_TRACE.test(plain)) found.push({ text: plain, line: index + 1 });
    else {
      // The string begins after the last quote before it that is not escaped.
      const trace = plain.search(ESCAPED_TRACE);
      let start = plain.lastIndexOf('"', trace);
      while (start > 0 && plain[start - 1] === '\\') start = plain.lastIndexOf('"', start - 1);
      const inner = plain.slice(start + 1);
      for (const part of inner.split('\\n')) found.push({ text: part.replaceAll('\\t', '\t').replaceAll('\\"', '"').replace(/",".*$|"\}.*$/, ''), line: index + 1 });
    }
  }
  return found;
}
