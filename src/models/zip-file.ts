import { promisify } from 'node:util';
import { open, type Options, type ZipFile } from 'yauzl';

export const openZip: (path: string, options: Options) => Promise<ZipFile> = promisify(open);
