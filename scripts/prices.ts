// Makes models/prices.json from a wheel of the Python package litellm: node scripts/prices.ts litellm-VERSION-….whl (pip download --no-deps litellm).
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './build.ts';

interface Listed {
  litellm_provider?: string;
  mode?: string;
  input_cost_per_token?: number;
  output_cost_per_token?: number;
}

const FILE = 'litellm/model_prices_and_context_window_backup.json';
const PROVIDERS: Record<string, string> = { openai: 'openai', anthropic: 'anthropic', gemini: 'google', mistral: 'mistral', deepseek: 'deepseek', groq: 'groq' };

const wheel = process.argv[2];
if (!wheel) throw new Error('Name the wheel of litellm.');
const read = 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';
const listed = JSON.parse(execFileSync('python3', ['-c', read, wheel, FILE], { encoding: 'utf8', maxBuffer: 100_000_000 })) as Record<string, Listed>;

const models: Record<string, Record<string, [number, number]>> = {};
for (const [name, { litellm_provider, mode, input_cost_per_token: input, output_cost_per_token: output }] of Object.entries(listed)) {
  const provider = PROVIDERS[litellm_provider ?? ''];
  if (!provider || mode !== 'chat' || input === undefined || output === undefined || /^ft:|audio|-tts|search|computer-use|robotics|lyria/.test(name)) continue;
  const model = name.startsWith(`${litellm_provider}/`) ? name.slice(litellm_provider!.length + 1) : name;
  (models[provider] ??= {})[model] ??= [perMillion(input), perMillion(output)];
}

/** Exact to a hundredth of a cent. */
function perMillion(dollars: number): number {
  return Math.round(dollars * 1e10) / 1e4;
}

const lines = Object.entries(models).map(([provider, prices]) => `    ${JSON.stringify(provider)}: {\n${Object.entries(prices).sort(([a], [b]) => (a < b ? -1 : 1)).map(([model, price]) => `      ${JSON.stringify(model)}: [${price.join(', ')}]`).join(',\n')}\n    }`);
const version = /^litellm-([\d.]+)/.exec(basename(wheel))?.[1];
const text = `{
  "unit": "US dollars for a million tokens: [input, output]",
  "source": ${JSON.stringify(`${FILE} of the Python package litellm (MIT), chat models of these providers`)},
  "version": ${JSON.stringify(version)},
  "date": ${JSON.stringify(statSync(wheel).mtime.toISOString().slice(0, 10))},
  "models": {
${lines.join(',\n')}
  }
}
`;
const path = join(root, 'models', 'prices.json');
writeFileSync(path, text);
process.stdout.write(`${path}: ${Object.values(models).reduce((sum, prices) => sum + Object.keys(prices).length, 0)} models, ${readFileSync(path).length} bytes\n`);
