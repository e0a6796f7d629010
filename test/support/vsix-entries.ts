import { open } from 'yauzl';

/** The files of a VSIX, with their sizes in bytes. */
export function vsixEntries(path: string): Promise<Map<string, number>> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const entries = new Map<string, number>();
      zip.on('entry', (entry: { fileName: string; uncompressedSize: number }) => {
        entries.set(entry.fileName, entry.uncompressedSize);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
