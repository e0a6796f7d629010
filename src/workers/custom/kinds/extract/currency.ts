/** The signs that stand for a currency in texts. The dollar's is many countries', the American one's where nothing else is said. */
const SIGNS: Record<string, readonly string[]> = {
  EUR: ['€', 'Euro'],
  USD: ['US$', '$', 'US dollar', 'US dollars'],
  GBP: ['£', 'pound sterling'],
  JPY: ['¥', '円', 'yen'],
  CNY: ['CN¥', '元', 'RMB'],
  CHF: ['SFr.', 'Fr.', 'Franken'],
  SEK: ['kr', 'kronor'],
  NOK: ['kr', 'kroner'],
  DKK: ['kr', 'kroner'],
  PLN: ['zł'],
  CZK: ['Kč'],
  INR: ['₹'],
  KRW: ['₩'],
  BRL: ['R$'],
  TRY: ['₺'],
  UAH: ['₴'],
  CAD: ['CA$', 'C$'],
  AUD: ['A$', 'AU$'],
};

/** How a text may write a currency that a schema calls by its code. */
export function writtenAs(code: string): readonly string[] {
  const name = code.toUpperCase();
  return Object.hasOwn(SIGNS, name) ? [name, ...SIGNS[name]!] : [name];
}

export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && Object.hasOwn(SIGNS, value.toUpperCase());
}

/** The currencies that a text names, among these: by their codes, or else by the signs that it has. Several have one sign: `kr`. */
export function currenciesIn(text: string, codes: readonly string[] = Object.keys(SIGNS)): { code: string; offset: number }[] {
  const among = (forms: (code: string) => readonly string[]) =>
    codes.flatMap((code) => {
      const offset = Math.min(...forms(code).map((form) => (/^\w/.test(form) ? text.search(new RegExp(`(?<![\\p{L}\\d])${form.replace(/[.$]/g, '\\$&')}(?!\\p{L})`, 'u')) : text.indexOf(form))).map((at) => (at < 0 ? Infinity : at)));
      return offset < Infinity ? [{ code, offset }] : [];
    });
  const byCode = among((code) => [code.toUpperCase()]);
  return byCode.length > 0 ? byCode : among((code) => writtenAs(code).slice(1));
}

/** The one of these currencies that a text names; undefined where it names several or none. */
export function currencyIn(text: string, codes?: readonly string[]): { code: string; offset: number } | undefined {
  const found = currenciesIn(text, codes);
  return found.length === 1 ? found[0] : undefined;
}
