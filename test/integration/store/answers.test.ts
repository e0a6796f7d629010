import { execFile } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { answerTable, createAnswers } from '../../../src/store/answers.ts';
import { createKeptValues, keptTable } from '../../../src/store/kept-values.ts';
import { createRuleTexts, ruleTable } from '../../../src/store/rule-texts.ts';
import { openStore } from '../../../src/store/store.ts';
import { Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

let count = 0;
const newPath = () => join(sandbox.root, `answers ${++count}`, 'store.sqlite');
const open = (path: string) => openStore(path, [answerTable, ruleTable]);
const failed = [{ name: 'names', passed: false, detail: 'It names `frobnicate`, which stands nowhere.' }];
const answer = { packed: { problem: ['It sets `', 0, '`.'] }, confidence: 0.42, failed };

describe('answers', () => {
  it('are there in the next run, by worker and key', async () => {
    const path = newPath();
    const first = open(path);
    await createAnswers(first).put('explain', 'the key', answer);
    first.close();
    const store = open(path);
    const answers = createAnswers(store);
    expect(await answers.get('explain', 'the key')).toEqual(answer);
    expect(await answers.get('explain', 'another key')).toBeUndefined();
    expect(await answers.get('commit', 'the key')).toBeUndefined();
    await answers.put('explain', 'the key', { ...answer, confidence: 0.9 });
    expect((await answers.get('explain', 'the key'))?.confidence).toBe(0.9);
    store.close();
  });

  it('leave no key in the file: the user\'s code is in it', async () => {
    const path = newPath();
    const store = open(path);
    await createAnswers(store).put('explain', 'secretPassword', answer);
    await store.write((database) => database.exec('SELECT 1'));
    store.close();
    expect(readFileSync(path).includes('It sets')).toBe(true);
    expect(readFileSync(path).includes('secretPassword')).toBe(false);
  });

  it('are forgotten where the store cannot be used or is closed', async () => {
    const path = newPath();
    mkdirSync(path, { recursive: true });
    const broken = createAnswers(open(path));
    await broken.put('explain', 'k', answer);
    expect(await broken.get('explain', 'k')).toBeUndefined();
    const store = open(newPath());
    const answers = createAnswers(store);
    await answers.put('explain', 'k', answer);
    store.close();
    expect(await answers.get('explain', 'k')).toBeUndefined();
    await answers.put('explain', 'k', answer);
  });

  it('are not kept where another process writes for long, and nobody waits for that', async () => {
    const path = newPath();
    const store = open(path);
    const answers = createAnswers(store);
    await answers.put('explain', 'k', answer);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await answers.put('explain', 'late', answer);
    expect(await answers.get('explain', 'k')).toEqual(answer);
    other.exec('ROLLBACK');
    other.close();
    expect(await answers.get('explain', 'late')).toBeUndefined();
    store.close();
  });

  it.each(['not json', 'null', '7', '{"packed":1}', '{"packed":1,"confidence":"high"}', '{"packed":1,"confidence":7,"failed":[]}', '{"packed":1,"confidence":0.5}', '{"packed":1,"confidence":0.5,"failed":[{"name":"names","passed":true}]}'])('are none where the file holds %s', async (text) => {
    const store = open(newPath());
    const answers = createAnswers(store);
    await answers.put('explain', 'k', answer);
    await store.write((database) => database.prepare('UPDATE answers_all SET value = ?').run(text));
    expect(await answers.get('explain', 'k')).toBeUndefined();
    store.close();
  });
});

describe('a table of kept values', () => {
  const table = keptTable('things', 1);

  function setUp(bounds: { rows?: number; bytes?: number; valueBytes?: number }) {
    const store = openStore(newPath(), [table]);
    const clock = { now: 1_000 };
    const values = createKeptValues(store, table, { rows: 1000, bytes: 1_000_000, valueBytes: 10_000, ageMs: 100_000_000, ...bounds }, () => clock.now);
    const held = async (keys: string[]) => (await Promise.all(keys.map(async (key) => ((await values.get([key])) === undefined ? [] : [key])))).flat();
    return { store, clock, values, held };
  }

  it('loses what was not used for longest when it is full', async () => {
    const { store, clock, values, held } = setUp({ rows: 10 });
    const keys = Array.from({ length: 10 }, (_, index) => `k${index}`);
    for (const key of keys) {
      clock.now += 1000;
      await values.put([key], key);
    }
    // A use is written down when some time has passed.
    clock.now += 10_000_000;
    await values.get(['k0']);
    await store.write(() => undefined);
    clock.now += 1000;
    await values.put(['new'], 'new');
    expect(await held([...keys, 'new'])).toEqual(['k0', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9', 'new']);
    store.close();
  });

  it('is bounded by bytes too, and takes nothing that is larger than it should be', async () => {
    const { store, clock, values, held } = setUp({ bytes: 1000, valueBytes: 300 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      clock.now += 1000;
      await values.put([key], 'x'.repeat(240));
    }
    await values.put(['large'], 'x'.repeat(400));
    expect(await held(['a', 'b', 'c', 'd', 'e', 'large'])).toEqual(['c', 'd', 'e']);
    store.close();
  });

  it('forgets what is too old, however often it was used', async () => {
    const { store, clock, values, held } = setUp({});
    await values.put(['old'], 1);
    clock.now += 60_000_000;
    await values.put(['younger'], 2);
    expect(await held(['old', 'younger'])).toEqual(['old', 'younger']);
    clock.now += 50_000_000;
    expect(await held(['old', 'younger'])).toEqual(['younger']);
    // Its room is given back too.
    await values.put(['new'], 3);
    expect(await store.read((database) => database.prepare('SELECT count(*) AS count FROM things_all').get()!['count'])).toBe(2);
    store.close();
  });

  it('is shared by several processes, none of which loses what another has written', async () => {
    const path = newPath();
    const work = `
      const { openStore } = await import(process.argv[1]);
      const { createKeptValues, keptTable } = await import(process.argv[2]);
      const [path, who] = process.argv.slice(3);
      const table = keptTable('things', 1);
      const store = openStore(path, [table]);
      const values = createKeptValues(store, table, { rows: 1000, bytes: 1e6, valueBytes: 1e4, ageMs: 1e9 });
      for (let index = 0; index < 50; index++) { await values.put(['both', String(index)], who); await values.put([who, String(index)], index); }
      store.close();`;
    const modules = ['store', 'kept-values'].map((name) => new URL(`../../../src/store/${name}.ts`, import.meta.url).href);
    await Promise.all(['a', 'b', 'c'].map((who) => promisify(execFile)(process.execPath, ['--no-warnings', '--experimental-strip-types', '--input-type=module', '-e', work, ...modules, path, who])));
    const store = openStore(path, [table]);
    const values = createKeptValues(store, table, { rows: 1000, bytes: 1e6, valueBytes: 1e4, ageMs: 1e9 });
    const indexes = Array.from({ length: 50 }, (_, index) => index);
    for (const who of ['a', 'b', 'c']) expect(await Promise.all(indexes.map((index) => values.get([who, String(index)])))).toEqual(indexes);
    expect(await Promise.all(indexes.map((index) => values.get(['both', String(index)])))).not.toContain(undefined);
    store.close();
  });

  it('takes one key for another only if all its parts are the same', async () => {
    const { store, values } = setUp({});
    await values.put(['a', 'b'], 1);
    expect(await values.get(['a,b'])).toBeUndefined();
    expect(await values.get(['ab', ''])).toBeUndefined();
    expect(await values.get(['a', 'b'])).toBe(1);
    store.close();
  });
});

describe('what linters have said of their rules', () => {
  it('is there in the next run, by tool, rule and project', async () => {
    const path = newPath();
    const first = open(path);
    const documentation = { text: 'Disallows it.', url: 'https://docs.test/', version: '1.2' };
    await createRuleTexts(first).put('eslint', 'no-var', '/p', documentation);
    first.close();
    const store = open(path);
    const texts = createRuleTexts(store);
    expect(await texts.get('eslint', 'no-var', '/p')).toEqual(documentation);
    expect(await texts.get('eslint', 'no-var', '/q')).toBeUndefined();
    await store.write((database) => database.prepare('UPDATE rules_all SET value = ?').run('{"text":1}'));
    expect(await texts.get('eslint', 'no-var', '/p')).toBeUndefined();
    store.close();
  });
});
