import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { diskError } from '../../../src/models/part-file.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

describe('what a disk says', () => {
  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EACCES', 'may not be written'],
    ['EROFS', 'may not be written'],
    ['EISDIR', 'stands in its place'],
  ])('%s becomes a sentence', (code, words) => {
    const error = diskError(failure(code), '/models/x.gguf.part');
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).why).toContain(words);
  });

  it('stays as it is where it is something else', () => {
    const error = failure('EIO');
    expect(diskError(error, '/models/x')).toBe(error);
  });
});
