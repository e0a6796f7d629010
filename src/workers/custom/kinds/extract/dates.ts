/** A day, perhaps with a time, as it stands in a text. */
export interface FoundDate {
  text: string;
  offset: number;
  /** `2024-03-12`, what it can mean, the likeliest first: `03/04/2024` is in March or in April. */
  days: string[];
  /** `10:15:00`, with `Z` or `+01:00` where it is said; undefined where there is none. */
  time?: string | undefined;
}

const MONTHS: Record<string, number> = {};
const names: string[] = [
  'january jan janvier januar jänner januari gennaio enero janeiro gen ene stycznia leden januar',
  'february feb février févr fevr februar febr februari febbraio febrero fevereiro fev lutego',
  'march mar mars märz mär maerz mrz maart marzo março mrt marca',
  'april apr avril avr aprile abril abr kwietnia',
  'may mai mei maj maggio mayo maio mag maja',
  'june jun juin juni giugno junio junho giu czerwca',
  'july jul juillet juil juli luglio julio julho lug lipca',
  'august aug août aout augusti augustus agosto ago sierpnia',
  'september sep sept septembre settembre septiembre setembro set września',
  'october oct octobre oktober okt ottobre octubre outubro ott out października',
  'november nov novembre noviembre novembro listopada',
  'december dec décembre déc dezember dez dicembre diciembre dezembro dic grudnia',
];
for (const [index, line] of names.entries()) for (const name of line.split(' ')) MONTHS[name] = index + 1;

const CLOCK = String.raw`(?:[T ,:]{1,3}(?:at |um |à )?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?(?: ?([AaPp])\.?[Mm]\b\.?)?)?(?: ?(Z\b|GMT\b|UTC\b|[+-]\d{2}:?\d{2}))?`;
const FORMS: { form: RegExp; read(parts: string[]): [string, string, string][] }[] = [
  // The year first.
  { form: new RegExp(String.raw`(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)${CLOCK}`, 'g'), read: ([y, m, d]) => [[y!, m!, d!]] },
  // 20240312T101500Z
  { form: /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T(\d\d)(\d\d)(\d\d)?)?()(Z)?(?!\d)/g, read: ([y, m, d]) => [[y!, m!, d!]] },
  // 12.03.2024, 12/03/24: day or month first.
  { form: new RegExp(String.raw`(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])${CLOCK}`, 'g'), read: ([a, , b, y]) => [[y!, b!, a!], [y!, a!, b!]] },
  // 12 March 2024, 12. März 2024, 10/Oct/2000:13:55:36
  { form: new RegExp(String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.)?[ /-]{1,2}(?:de |of )?(\p{L}{3,12})\.?,?[ /-](?:de )?(\d{4}|\d{2}(?!\d|:))${CLOCK}`, 'gu'), read: ([d, m, y]) => [[y!, m!, d!]] },
  // March 12, 2024
  { form: new RegExp(String.raw`(?<!\p{L})(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)${CLOCK}`, 'gu'), read: ([m, d, y]) => [[y!, m!, d!]] },
  // Sun Dec 04 04:47:44 2005
  { form: /(?<!\p{L})(\p{L}{3,4}) {1,2}(\d{1,2}) (?=\d{2}:\d{2}(?::\d{2})? (?:[A-Z]{3,4} )?(\d{4}))(\d{2}):(\d{2})(?::(\d{2}))? (?:[A-Z]{3,4} )?\d{4}(?: ([+-]\d{4}))?/gu, read: ([m, d, y]) => [[y!, m!, d!]] },
];

/** All dates of a text, in the order in which they stand. */
export function datesIn(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  const dayFirst = writesDayFirst(text);
  for (const [index, { form, read }] of FORMS.entries()) {
    for (const match of text.matchAll(form)) {
      const dates = read(match.slice(1)).flatMap((parts) => isoDay(...parts) ?? []);
      const slash = match[2] === '/' && index === 2;
      const days = [...new Set(slash && !dayFirst ? dates.reverse() : dates)];
      if (days.length === 0 || found.some(({ offset, text: other }) => match.index < offset + other.length && offset < match.index + match[0].length)) continue;
      found.push({ text: match[0].trim(), offset: match.index + (match[0].length - match[0].trimStart().length), days, time: timeOf(index, match) });
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** With slashes Americans write the month first; who writes 25/12 does not. */
function writesDayFirst(text: string): boolean {
  let [dayFirst, monthFirst] = [0, 0];
  for (const [, a, b] of text.matchAll(/(?<![\d/])(\d{1,2})\/(\d{1,2})\/\d{2,4}(?!\d)/g)) {
    if (Number(a) > 12) dayFirst++;
    if (Number(b) > 12) monthFirst++;
  }
  return dayFirst !== monthFirst ? dayFirst > monthFirst : !/\$|\bUSD\b/.test(text) || /£|€/.test(text);
}

function isoDay(year: string, month: string, day: string): string | undefined {
  const y = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  const m = /^\d+$/.test(month) ? Number(month) : MONTHS[month.toLowerCase()];
  const d = Number(day);
  if (m === undefined || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return undefined;
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function timeOf(form: number, match: RegExpExecArray): string | undefined {
  const [hour, minute, second, half, zone] = form === 2 ? match.slice(5) : form === 5 ? [match[4], match[5], match[6], undefined, match[7]] : match.slice(4);
  if (hour === undefined || minute === undefined) return undefined;
  const h = half === undefined || half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (h > 24 || Number(minute) > 59) return undefined;
  const offset = zone === undefined || zone === '' ? '' : /\d/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  return `${String(h).padStart(2, '0')}:${minute}:${second || '00'}${offset}`;
}

/** `10:15`, `10:15:30` on their own. */
export function timesIn(text: string): { text: string; offset: number; time: string }[] {
  return [...text.matchAll(/(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/g)].map((match) => ({ text: match[0], offset: match.index, time: `${match[1]!.padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}` }));
}
