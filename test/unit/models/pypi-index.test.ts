import { describe, expect, it } from 'vitest';
import { findWheel } from '../../../src/models/pypi-index.ts';

const sha256 = 'a'.repeat(64);
const file = (filename: string, more: object = {}) => ({ filename, url: `../../f/${filename}`, hashes: { sha256 }, size: 7, ...more });
const json = (...files: object[]) => JSON.stringify({ meta: { 'api-version': '1.1' }, files });
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

describe('a page of a package index', () => {
  it('names the wheel of the version that is asked for, not one that starts alike', () => {
    const page = json(file('my_model-0.1.2-py3-none-any.whl'), file('my_model-0.1-py3-none-any.whl'), file('my_model-0.1.tar.gz'));
    expect(findWheel(page, JSON_TYPE, 'My.Model', '0.1')).toEqual({ fileName: 'my_model-0.1-py3-none-any.whl', url: '../../f/my_model-0.1-py3-none-any.whl', sha256, bytes: 7 });
  });

  it('may be HTML', () => {
    const page = `<!DOCTYPE html><body><a href="../x-1.0.tar.gz#sha256=${'b'.repeat(64)}">x-1.0.tar.gz</a>
      <a data-requires-python="&gt;=3.8" href="../x-1.0-py3-none-any.whl?a=1&amp;b=2#sha256=${sha256}">x-1.0-py3-none-any.whl</a></body>`;
    expect(findWheel(page, 'text/html; charset=utf-8', 'x', '1.0')).toEqual({ fileName: 'x-1.0-py3-none-any.whl', url: '../x-1.0-py3-none-any.whl?a=1&b=2', sha256, bytes: null });
  });

  it('of HTML names what stands between quotes of either kind, over several lines', () => {
    const page = `<A\n  rel='internal'\n  HREF='/f/x-1.0-py3-none-any.whl#sha256=${sha256}'\n  data-requires-python="<4" >\n x-1.0-py3-none-any.whl\n</A>`;
    expect(findWheel(page, 'text/html', 'x', '1.0')).toEqual({ fileName: 'x-1.0-py3-none-any.whl', url: '/f/x-1.0-py3-none-any.whl', sha256, bytes: null });
  });

  // Read from each beginning to the end of the page it takes minutes, more than a test may.
  it.each(['<a ', '<a href="x', '<a href="x">', '<a x="', '<a <b '])('of HTML that only begins %s again and again is read at once', (begun) => {
    const page = begun.repeat(1_000_000 / begun.length);
    expect(() => findWheel(page, 'text/html', 'x', '1')).toThrow('no wheel');
  });

  it.each([
    ['no such version', json(file('x-2-py3-none-any.whl')), JSON_TYPE, 'no wheel'],
    ['only a platform wheel', json(file('x-1-cp312-cp312-win_amd64.whl')), JSON_TYPE, 'no wheel'],
    ['a name with a path in it', json(file('x-1-../../../etc/y-none-any.whl')), JSON_TYPE, 'no wheel'],
    ['no hash', json(file('x-1-py3-none-any.whl', { hashes: {} })), JSON_TYPE, 'no sha256'],
    ['broken JSON', '{"files": [', JSON_TYPE, 'broken JSON'],
    ['other JSON', '{"error": 1}', JSON_TYPE, 'form'],
    ['a sign-in page', '<html><a href="/login">Sign in</a></html>', 'text/html', 'no wheel'],
  ])('with %s is refused', (_name, page, type, message) => {
    expect(() => findWheel(page, type, 'x', '1')).toThrow(message);
  });
});
