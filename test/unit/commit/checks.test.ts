import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../src/workers/commit/checks.ts';
import type { CommitFacts } from '../../../src/workers/commit/facts.ts';
import { similarity } from '../../../src/workers/commit/similar.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { file } from './changes.ts';

const recentSubjects = ['fix(queue): stop when the queue is empty', 'feat: add a retry limit'];
const files = [file('src/queue.ts', ['-while (queue.size) drainNext();', '+while (!queue.stopped) drainNext();'])];
const facts: CommitFacts = {
  similar: [],
  files,
  recentSubjects,
  style: inferStyle(recentSubjects),
  heads: ['feat', 'fix'],
  typeIsOpen: true,
  details: '',
  routine: undefined,
  known: ['src/queue.ts while (!queue.stopped) drainNext();', ...recentSubjects],
};

function failed(subject: string, more: Partial<CommitFacts> = {}): string[] {
  return checkMessage({ subject, body: '', message: subject }, { ...facts, ...more })
    .filter((check) => !check.passed)
    .map((check) => check.name);
}

describe('checkMessage', () => {
  it.each([
    ['fix: leave the loop when the queue was stopped', []],
    ['Leave the loop when the queue was stopped', ['form']],
    ['fix: use drainAllLater in the queue', ['invented']],
    ['feat: stop when the queue is empty', ['copied']],
    ['fix: stop draining a stopped queue', ['copied']],
    ['refactor: improve code readability', ['generic', 'specific']],
    ['fix: handle the parser', ['specific']],
    ['fix: queue', ['length']],
    [`fix: ${'queue '.repeat(20)}`, ['length']],
  ])('%s: %j', (subject, expected) => {
    expect(failed(subject)).toEqual(expected);
  });

  it('gives a reason that a person can read, and none where all is well', () => {
    const [form, , invented] = checkMessage({ subject: 'Use drainAllLater', body: '', message: 'Use drainAllLater' }, facts);
    expect(form!.detail).toContain('type: what');
    expect(invented!.detail).toContain('drainAllLater');
    expect(checkMessage({ subject: 'fix: stop the queue early', body: '', message: 'fix: stop the queue early' }, facts).map((check) => check.detail)).toEqual(['', '', '', '', '', '', '', '']);
  });

  it('misses the main file where only others are named', () => {
    const more = { files: [...files, file('test/parser.test.ts', ["+it('parses', () => parse());"])] };
    expect(failed('fix: parse in the parser', more)).toEqual(['main file']);
    expect(failed('fix: drain in the parser', more)).toEqual([]);
    expect(failed('fix: parse in the parser', { files: more.files.slice(1) })).toEqual([]);
  });

  it('holds any source for the main file where none is larger than the others', () => {
    const many = Array.from({ length: 8 }, (_, index) => file(`src/m${index}.ts`, [`-oldPolicy(${index});`, `+retryPolicy(${index});`]));
    expect(failed('refactor: call retryPolicy in all modules', { files: many, known: ['retryPolicy'] })).toEqual([]);
    expect(failed('refactor: call the parser in all modules', { files: many })).toEqual(['specific']);
  });

  it.each<[string, string, string[], string[]]>([
    ['fix(grid): keep the last line', 'panes/grid.rs', ['-one();', '+two();'], []],
    ['cmake: add support for it all', 'CMakeLists.txt', ['+one()'], []],
    ['ci: add support for it all', 'src/ci.rs', ['+one()'], ['specific']],
    ['feat: set up MoonBit', 'src/moonbit.rs', ['+one();'], []],
    ['chore: bump qs once again', 'package.json', ['-"qs": "1"', '+"qs": "2"'], []],
    ['chore: bump acme from 1 to 2', 'pom.xml', [' <artifactId>acme</artifactId>', '-<version>1</version>', '+<version>2</version>'], []],
    ['fix: leave the loop', 'src/a.ts', [' loop();', '-one();', '+two();'], ['specific']],
    ['build: lint@8.47.0', 'package.json', ['-"lint": "8.46.0"', '+"lint": "8.47.0"'], []],
    ['chore: 2.0.7 release', 'package.json', ['-"version": "2.0.6"', '+"version": "2.0.7"'], []],
    ['chore: release v2.0.7', 'package.json', ['-"version": "2.0.6"', '+"version": "2.0.7"'], []],
    ['chore: 2.0.7', 'package.json', ['-"version": "2.0.6"', '+"version": "2.0.7"'], ['length']],
  ])('%s, for %s with %j: %j', (subject, path, lines, expected) => {
    expect(failed(subject, { files: [file(path, lines)], known: [path, ...lines] })).toEqual(expected);
  });

  it('finds neither form nor names wanting in what code wrote', () => {
    const routine = { text: 'upgrade to github.com/bep/tmc 0.6.0', whole: true };
    const more = { files: [file('go.mod', ['-github.com/bep/tmc v0.5.0', '+github.com/bep/tmc v0.6.0'])] };
    expect(failed('Upgrade to github.com/bep/tmc 0.6.0', { ...more, routine })).toEqual([]);
    expect(failed('Upgrade to github.com/bep/tmc 0.6.0', { ...more, known: ['bep/tmc v0.5.0'] })).toEqual(['form', 'invented']);
  });

  it('says so where the message rests on a part of the change', () => {
    const subject = 'fix: stop the queue early';
    const failedAt = (seen: number) => checkMessage({ subject, body: '', message: subject }, facts, seen).find(({ passed }) => !passed);
    expect(failedAt(0.4)).toBeUndefined();
    expect(failedAt(0.12)).toMatchObject({ name: 'seen', detail: expect.stringContaining('12 %') as string });
  });

  it('lets a habit of the house be repeated', () => {
    const habit = 'update dev dependencies';
    const known = { recentSubjects: [habit], style: inferStyle([habit]), files: [file('requirements/dev.txt', ['-a==1', '+a==2'])] };
    expect(failed(habit, known)).toContain('copied');
    expect(failed(habit, { ...known, routine: { text: habit, whole: true } })).not.toContain('copied');
    // The next version of a package is said nearly as the last one was.
    const bump = { ...known, recentSubjects: ['chore: update lodash to 4.17.20'], style: inferStyle(['chore: update lodash to 4.17.20']) };
    expect(failed('chore: update lodash to 4.17.21', bump)).toContain('copied');
    expect(failed('chore: update lodash to 4.17.21', { ...bump, routine: { text: 'update lodash to 4.17.21', whole: false } })).not.toContain('copied');
  });
});

describe('similarity', () => {
  it.each([
    ['', 'a', 0],
    ['add a b', 'Add a, b!', 1],
    ['a b c d', 'a c', 2 / 3],
    ['a b', 'c d', 0],
  ])('%j and %j: %d', (one, other, expected) => {
    expect(similarity(one, other)).toBeCloseTo(expected, 6);
  });
});
