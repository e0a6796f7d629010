/** A text that others wrote, between marks that it cannot contain itself. */
export function fence(text: string, label: string): string {
  let mark = label;
  for (let number = 1; text.includes(`<${mark}>`) || text.includes(`</${mark}>`); number++) mark = `${label}-${number}`;
  return `<${mark}>\n${text}\n</${mark}>`;
}
