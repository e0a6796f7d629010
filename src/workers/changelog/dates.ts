const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const MONTH = `(?:${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})`;

interface Day {
  year: string;
  month: string;
  day: string;
}

/** How dates are written: what finds one, and what writes one like it. */
const DATES: [RegExp, (date: Day, found: string) => string][] = [
  [/\b\d{4}([-/])\d{1,2}\1\d{1,2}\b/, ({ year, month, day }, found) => [year, month, day].map((part) => unpadded(part, found)).join(found[4]!)],
  [/(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}\b(?!\.\d)/, ({ year, month, day }, found) => [day, month, year].map((part) => unpadded(part, found)).join('.')],
  [/\b\d{4}年\d{1,2}月\d{1,2}日/, ({ year, month, day }) => `${year}年${Number(month)}月${Number(day)}日`],
  [new RegExp(`\\b${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}\\b`), ({ year, month, day }, found) => `${monthLike(month, found)} ${dayLike(day, found)}${commaOf(found)} ${year}`],
  [new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \\d{4}\\b`), ({ year, month, day }, found) => `${dayLike(day, found)} ${monthLike(month, found)}${commaOf(found)} ${year}`],
  [new RegExp(`\\b${MONTH},? \\d{4}\\b`), ({ year, month }, found) => `${monthLike(month, found)} ${year}`],
  [/(?<![\d.])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.])/, ({ year, month, day }) => `${year}${month}${day}`],
  [/(?<![\d./-])(?:19|20)\d{2}[-/](?:0[1-9]|1[0-2])(?![\d./-])/, ({ year, month }, found) => `${year}${found[4]!}${month}`],
];
/** A date that cannot be written alike: day and month in an order that nothing tells, months in other languages. */
const OTHER_DATE = /(?<![\d.])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:\d{1,2}\.? )?(?<!\p{L})\p{L}{3,12}\.?,? (?:\d{1,2},? )?(?:19|20)\d{2}|(?:19|20)\d{2})(?![\d.])/u;
const WEEKDAY = /\b(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[,.]?\s*(?=\S)/g;

/** A zero is left out where the one that was found leaves it out. */
function unpadded(part: string, found: string): string {
  return /(?<!\d)\d(?!\d)/.test(found) ? String(Number(part)) : part;
}

function monthLike(month: string, found: string): string {
  const name = MONTHS[Number(month) - 1]!;
  return MONTHS.some((full) => found.includes(full)) ? name : name.slice(0, 3);
}

function dayLike(day: string, found: string): string {
  const ending = /1[123]$/.test(day) ? 'th' : (['th', 'st', 'nd', 'rd'][Number(day) % 10] ?? 'th');
  return `${Number(day)}${/\d(?:st|nd|rd|th)\b/.test(found) ? ending : ''}`;
}

function commaOf(found: string): string {
  return found.includes(',') ? ',' : '';
}

/** The first date of a text in a form that is known, with what writes another day in that form. */
export function findDate(text: string): { found: string; write(day: string): string } | undefined {
  for (const [pattern, write] of DATES) {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    return {
      found,
      write(date) {
        const [year, month, day] = date.split('-') as [string, string, string];
        return write({ year, month, day }, found);
      },
    };
  }
  return undefined;
}

/** What is a date in a form that is not known; undefined where there is none. */
export function otherDate(text: string): string | undefined {
  return OTHER_DATE.exec(text)?.[0];
}

export function withoutWeekdays(text: string): string {
  return text.replace(WEEKDAY, '');
}

/** Whether this is a day of the calendar, as `2024-05-31`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
