import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { documentText, MOST_BYTES } from '../../../src/sources/documents/document-text.ts';

const signal = new AbortController().signal;
const read = (bytes: Uint8Array) => documentText(bytes, 'a file', signal);
const fixture = (name: string) => readFile(new URL(`../../fixtures/documents/${name}`, import.meta.url));
const TEXT = 'Größe;Preis\n„Tee“;3,50 €\n';

describe('the text of a file', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(TEXT), TEXT],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), TEXT],
    ['UTF-16 LE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), TEXT],
    ['UTF-16 BE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(), TEXT],
    ['UTF-16 LE without a mark', Buffer.from('plain letters\r\n', 'utf16le'), 'plain letters\r\n'],
    ['windows-1252', Buffer.from('Gr\u00f6\u00dfe 3,50 \u0080 \u0084Tee\u0093', 'latin1'), 'Größe 3,50 € „Tee“'],
    ['nothing', new Uint8Array(), ''],
    ['a log with colours', Buffer.from('\u001b[31mred\u001b[0m\f'), '\u001b[31mred\u001b[0m\f'],
  ])('is read from %s', async (_, bytes, text) => {
    expect(await read(bytes)).toBe(text);
  });

  it.each<[string, Uint8Array, string]>([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'It is a picture.'],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), 'an archive or an Office document'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), 'It is a program.'],
    ['chance', Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256), 'It holds bytes that no text has.'],
  ])('is refused for %s', async (_, bytes, why) => {
    const error = await read(bytes).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).why).toContain(why);
  });

  it('is refused where it is too large', async () => {
    await expect(read({ length: MOST_BYTES + 1 } as Uint8Array)).rejects.toThrow('more than 100 MB');
  });
});

describe('the text of a PDF', () => {
  it('has the lines as they stand on the page, its columns apart, and the pages', async () => {
    const text = await read(await fixture('invoice.pdf'));
    const [first, second] = text.split('\f');
    expect(first!.split('\n').map((line) => line.replace(/ {2,}/g, ' … '))).toEqual(['Rechnung RE-2024-00417', 'Müller & Söhne GmbH, Hauptstraße 12, 10115 Berlin', 'An: Acme Handels AG', 'Rechnungsdatum: 12.03.2024', '', 'Beschreibung … Menge … Betrag', 'Schrauben M8 … 3 … 37,50', 'Bohrmaschine PX-200 … 1 … 189,00', '']);
    expect(second!.trim()).toBe('Gesamtbetrag: 226,50 EUR');
  });

  it('leaves the bytes as they are', async () => {
    const bytes = new Uint8Array(await fixture('invoice.pdf'));
    await read(bytes);
    expect(bytes.length).toBeGreaterThan(1000);
  });

  it('is refused, with the reason, where there is none', async () => {
    await expect(read(await fixture('picture-only.pdf'))).rejects.toThrow('holds no text');
    await expect(read(Buffer.from('%PDF-1.7\nbut nothing else'))).rejects.toThrow('no PDF that can be read');
  });

  it('is given up when cancelled', async () => {
    await expect(documentText(await fixture('invoice.pdf'), 'a file', AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
