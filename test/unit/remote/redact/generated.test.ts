import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/remote/redact/redact.ts';
import { carriers, kindsFrom, randomFrom } from './generated-secrets.ts';

/** A failure is repeated by its seed: SECRETS_SEED=123. SECRETS_RUNS tries as many seeds from there on. */
const first = Number(process.env.SECRETS_SEED ?? Math.floor(Math.random() * 1e9));
const runs = Number(process.env.SECRETS_RUNS ?? 1);
const names = Object.keys(kindsFrom(randomFrom(0)));

describe(`secrets of every kind in every text, seed ${first}`, () => {
  it('has at least 60 kinds', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  it.each(Object.keys(carriers))('none leaves in a %s, and each comes back', async (carrier) => {
    const left: string[] = [];
    for (let seed = first; seed < first + runs; seed++) {
      const random = randomFrom(seed);
      const kinds = kindsFrom(random);
      const placed = names.map((name) => ({ name, ...carriers[carrier]!(kinds[name]!(), random) }));
      for (const { name, text, secrets } of placed) {
        const redaction = await redact([text]);
        const out = redaction.texts[0]!;
        if (secrets.some((secret) => out.includes(secret)) || redaction.found.length === 0) left.push(`${seed} ${name}: ${text}\n  => ${out}`);
        expect(redaction.restore(out), `${name}, seed ${seed}`).toBe(text);
      }
      // All of them in one request.
      const texts = placed.map(({ text }) => text);
      const together = await redact(texts);
      const all = together.texts.join('\n');
      left.push(...placed.filter(({ secrets }) => secrets.some((secret) => all.includes(secret))).map(({ name }) => `${seed} ${name}, together`));
      expect(together.texts.map((text) => together.restore(text))).toEqual(texts);
    }
    expect(left).toEqual([]);
  }, 600_000);
});
