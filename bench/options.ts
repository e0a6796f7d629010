/** The number that an option gives. Refuses what is none. */
export function numberOf<Name extends string>(values: Record<Name, string>, name: Name): number {
  const number = values[name].trim() === '' ? NaN : Number(values[name]);
  if (!(number >= 0)) throw new Error(`--${name} takes a number, not ${JSON.stringify(values[name])}.`);
  return number;
}
