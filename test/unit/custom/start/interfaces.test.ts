import { describe, expect, it } from 'vitest';
import { pascalCase, singular, typesOf, type Interface } from '../../../../src/workers/custom/kinds/start/interfaces.ts';
import { readName } from '../../../../src/workers/custom/kinds/start/name-interfaces.ts';
import { type Named, writeInterfaces } from '../../../../src/workers/custom/kinds/start/write-interfaces.ts';

const types = (value: unknown, named: (interfaces: Interface[]) => Map<Interface, Named> = () => new Map()) => {
  const found = typesOf(value);
  return writeInterfaces(found, named(found.interfaces));
};

describe('types of JSON', () => {
  it('are unions over the elements of arrays, with optional and null members, dates, and odd keys quoted', () => {
    const text = types({ users: [{ id: 1, 'content-type': 'x', created: '2024-01-02T03:04:05Z', tags: ['a', 1] }, { id: '2', 'content-type': null, created: '2024-01-02', tags: [], address: { city: 'x' } }] });
    expect(text).toBe(`export interface Root {
  users: User[];
}

export interface User {
  id: string | number;
  "content-type": string | null;
  /** Date by ISO 8601. */
  created: string;
  tags: (string | number)[];
  address?: Address;
}

export interface Address {
  city: string;
}
`);
  });

  it('an array, a plain value and an empty value have types too', () => {
    expect(types([{ a: 1 }, { a: 2, b: true }])).toBe('export type RootList = Root[];\n\nexport interface Root {\n  a: number;\n  b?: boolean;\n}\n');
    expect(types([])).toBe('export type Root = unknown[];\n');
    expect(types('x')).toBe('export type Root = string;\n');
    expect(types({ a: {}, b: [], c: null })).toContain('  a: Record<string, unknown>;\n  b: unknown[];\n  c: null;\n');
  });

  it('objects whose keys are data are dictionaries', () => {
    const text = types({ 'dist-tags': { latest: '1.0.0', next: '2.0.0' }, versions: { '1.0.0': { main: 'a', size: 1 }, '2.0.0': { main: 'b' } } });
    expect(text).toContain('versions: Record<string, Version>;');
    expect(text).toContain('export interface Version {\n  main: string;\n  size?: number;\n}');
    expect(text).toContain('"dist-tags": DistTag;');
  });

  it('the same shape behind the same key is one interface; other shapes of a name get that of their parent', () => {
    const text = types({ home: { address: { city: 'x' } }, work: { address: { city: 'y' } }, owner: { address: { zip: 1 } } });
    expect(text.match(/export interface (\w+)/g)).toEqual(['export interface Root', 'export interface Home', 'export interface Address', 'export interface Work', 'export interface Owner', 'export interface OwnerAddress']);
  });

  it('names that the model gives are used once, never those of TypeScript; comments cannot be closed', () => {
    const text = types({ data: [{ items: [{ a: 1 }] }] }, (interfaces) => new Map(interfaces.map((each) => [each, { name: 'Record', description: 'Bad */ alert(1) /*' }])));
    expect(text.match(/export interface (\w+)/g)).toEqual(['export interface Record2', 'export interface Record2Record', 'export interface Record2RecordRecord']);
    expect(text).not.toMatch(/Bad \*\//);
  });

  it('hostile values end: deep ones, keys of prototypes', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`) as unknown;
    expect(types(deep)).toContain('unknown');
    expect(types(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'))).toContain('constructor: number;');
  });

  it('many like objects take linear time', () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`1.0.${index}`, { dist: { shasum: 'x', size: index }, name: 'y' }]));
    expect(types({ versions: many })).toContain('versions: Record<string, Version>;');
  });

  it('names are singular words', () => {
    expect(['categories', 'boxes', 'status', 'addresses', 'users', 'series', 'bus'].map(singular)).toEqual(['category', 'box', 'status', 'address', 'user', 'series', 'bus']);
    expect(['dist-tags', 'café_menu', '2fa', '$ref', 'größe'].map(pascalCase)).toEqual(['DistTags', 'CafeMenu', '2Fa', 'Ref', 'GroE']);
  });
});

describe('the model\'s line on a type', () => {
  it('gives a name where the key says nothing, and what it holds', () => {
    expect(readName('UserList: the users of a page', { ownName: undefined }, 'users')).toEqual({ name: 'UserList', description: 'The users of a page.' });
    expect(readName(' a user with address', { ownName: 'User' }, 'user')).toEqual({ description: 'A user with address.' });
  });

  it('is left out where it is none or tells what the members do not', () => {
    expect(readName('user list', { ownName: undefined }, 'users')).toEqual({});
    expect(readName('Page: served by fetchAllUsers since 2019', { ownName: undefined }, 'users')).toEqual({ name: 'Page' });
  });
});
