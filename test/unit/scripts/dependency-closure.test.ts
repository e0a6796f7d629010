import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependencyClosure } from '../../../scripts/dependency-closure.ts';

describe('the closure of a package', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'journeyman closure ü ')));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function install(place: string, version: string, fields: { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> } = {}): void {
    const folder = join(root, 'node_modules', place);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: place.split('node_modules/').at(-1), version, ...fields }));
  }
  const closure = (wanted = (_name: string) => true) => dependencyClosure('a', root, wanted).map(({ name, version }) => `${name}@${version}`).sort();

  it('has each package once, in the version that Node would find', () => {
    install('a', '1.0.0', { dependencies: { b: '*', '@s/c': '*' } });
    install('b', '1.0.0', { dependencies: { '@s/c': '^1', a: '*' } });
    install('@s/c', '2.0.0');
    install('b/node_modules/@s/c', '1.5.0');
    expect(closure()).toEqual(['@s/c@1.5.0', '@s/c@2.0.0', 'a@1.0.0', 'b@1.0.0']);
  });

  it('goes without optional packages that are not there', () => {
    install('a', '1.0.0', { dependencies: { 'for-macs': '1' }, optionalDependencies: { 'for-macs': '1', 'for-us': '1' } });
    install('for-us', '1.0.0');
    expect(closure()).toEqual(['a@1.0.0', 'for-us@1.0.0']);
  });

  it('fails where a needed package is not there', () => {
    install('a', '1.0.0', { dependencies: { b: '*' } });
    expect(() => closure()).toThrow(/^b, which .* needs, is not installed/);
  });

  it('leaves out what is not wanted, and what only that needs', () => {
    install('a', '1.0.0', { dependencies: { builder: '*', b: '*' } });
    install('builder', '1.0.0', { dependencies: { compiler: '*', b: '*' } });
    install('compiler', '1.0.0');
    install('b', '1.0.0');
    expect(closure((name) => name !== 'builder')).toEqual(['a@1.0.0', 'b@1.0.0']);
  });
});
