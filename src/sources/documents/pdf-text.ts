import { getDocumentProxy } from 'unpdf';
import { isAbort, messageOf, UserError } from '../../core/errors.ts';
import { layOut, type TextPiece } from './page-layout.ts';

const MOST_PAGES = 2_000;

/** The text of a PDF: its lines as a reader sees them, pages kept apart by a form feed. Rejects as `documentText` does. */
export async function pdfText(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<string> {
  try {
    // Its reader takes the bytes over: the caller's stay as they are.
    const document = await getDocumentProxy(new Uint8Array(bytes), { stopAtErrors: false, verbosity: 0 });
    try {
      if (document.numPages > MOST_PAGES) throw new UserError(`${name} is too long.`, `It has ${document.numPages} pages; ${MOST_PAGES} are read.`, 'Give a part of it.');
      const pages: string[] = [];
      for (let number = 1; number <= document.numPages; number++) {
        signal.throwIfAborted();
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        pages.push(layOut(items.flatMap((item): TextPiece[] => ('str' in item ? [{ text: item.str, x: item.transform[4] as number, y: item.transform[5] as number, width: item.width, height: item.height || Math.abs(item.transform[3] as number) }] : []))));
        page.cleanup();
      }
      if (pages.every((page) => page.trim() === '')) throw new UserError(`${name} holds no text.`, 'Its pages are pictures, as of a scan.', 'Have its text recognised first, with ocrmypdf for instance.');
      return pages.join('\n\f\n');
    } finally {
      await document.loadingTask.destroy();
    }
  } catch (error) {
    if (error instanceof UserError || isAbort(error)) throw error;
    const locked = error instanceof Error && error.name === 'PasswordException';
    throw new UserError(`${name} could not be read.`, locked ? 'It is protected by a password.' : `It is no PDF that can be read: ${messageOf(error)}.`, locked ? 'Save it without the password.' : 'Open it in a viewer and save it anew, or give its text.', { cause: error });
  }
}
