import { describe, expect, it } from 'vitest';
import { compare } from '../../../../src/workers/custom/kinds/transform/compare.ts';

describe('what a transformation must keep', () => {
  it('numbers, however they are written', () => {
    expect(compare('Wait 30 s, then 1,000 ms, twice.', 'After thirty seconds and 1000 ms, wait 2 times.', ['numbers'])).toEqual({ lost: ['30'], added: [] });
    expect(compare('Released on 2024-01-02, two files.', 'On 2 January 2024 there were 2 files.', ['numbers'])).toEqual({ lost: [], added: [] });
    expect(compare('Costs 10.0 at 08:30.', 'It costs 10 at 8:30, or 15.', ['numbers'])).toEqual({ lost: [], added: ['15'] });
  });

  it('numbers of a list and digits in names are none', () => {
    expect(compare('Do this.', '1. Do\n2. this with sha256.', ['numbers'])).toEqual({ lost: [], added: [] });
  });

  it('names of code, of people and of things', () => {
    const before = 'The client calls `fetchUser` on the gateway of Ada Lovelace over HTTP, see max_retries.';
    expect(compare(before, 'It asks for the user over HTTP.', ['names']).lost).toEqual(['fetchUser', 'max_retries', 'Ada', 'Lovelace']);
    expect(compare(before, before.replace('HTTP', 'gRPC'), ['names'])).toEqual({ lost: ['HTTP'], added: ['gRPC'] });
  });

  it('nouns of a language that writes them all large are no names', () => {
    const german = 'Wir lesen die Datei mit dem Namen und der Zeile aus dem Ordner und zeigen die Fehler der Zeile.';
    expect(compare(german, 'Die Datei wird gelesen.', ['names']).lost).toEqual([]);
  });

  it('links, in Markdown and bare', () => {
    expect(compare('See [docs](./docs/a.md) and https://a.example/x?y=1.', 'See [docs](./docs/b.md).', ['links'])).toEqual({ lost: ['./docs/a.md', 'https://a.example/x?y=1'], added: ['./docs/b.md'] });
  });

  it('code in fences and in backticks, unchanged', () => {
    const before = 'Run `npm ci`:\n```sh\nnpm ci --quiet\n```\n';
    expect(compare(before, before.replace('Run', 'Please run'), ['code'])).toEqual({ lost: [], added: [] });
    expect(compare(before, before.replace('--quiet', '--silent'), ['code'])).toEqual({ lost: ['npm ci --quiet'], added: ['npm ci --silent'] });
  });

  it('keys of JSON, YAML and CSV, also where the result is another format', () => {
    expect(compare('{"a": 1, "b": {"c": []}}', 'a: 1\nb:\n  c: []\n', ['keys'])).toEqual({ lost: [], added: [] });
    expect(compare('{"a": 1, "b": {"c": []}}', '{"a": 1, "b": {"d": []}}', ['keys'])).toEqual({ lost: ['c'], added: ['d'] });
    expect(compare('id,name\n1,x\n2,y\n', '[{"id": 1, "title": "x"}]', ['keys'])).toEqual({ lost: ['name'], added: ['title'] });
    expect(compare('{"content-type": 1, "size": 2}', 'interface A {\n  "content-type": number;\n}', ['keys'])).toEqual({ lost: ['size'], added: [] });
  });

  it('takes linear time on hostile texts', () => {
    const hostile = ['`'.repeat(50_000), '['.repeat(50_000), '![]('.repeat(20_000), '<!--'.repeat(20_000), '1.'.repeat(50_000), 'A '.repeat(50_000)];
    for (const text of hostile) expect(compare(text, 'x', ['numbers', 'names', 'links', 'code']).added).toEqual([]);
  });
});
