import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { isLocal, keyVariables, parseRemoteReference, recipientOf } from '../../../src/remote/reference.ts';

describe('a reference to a remote model', () => {
  it.each([
    ['openai:https://api.openai.com/v1#gpt-4.1-mini', { provider: 'openai', url: 'https://api.openai.com/v1', model: 'gpt-4.1-mini' }, 'api.openai.com'],
    ['openai:https://Gateway.example:8443/team/v1/#qwen/qwen3:32b', { provider: 'openai', url: 'https://gateway.example:8443/team/v1', model: 'qwen/qwen3:32b' }, 'gateway.example:8443'],
    [' openai:http://localhost:11434/v1#llama3.2:3b ', { provider: 'openai', url: 'http://localhost:11434/v1', model: 'llama3.2:3b' }, 'localhost:11434'],
    ['openai:http://127.0.0.1:8080/v1#m', { provider: 'openai', url: 'http://127.0.0.1:8080/v1', model: 'm' }, '127.0.0.1:8080'],
    ['openai:http://[::1]:8080/v1#m', { provider: 'openai', url: 'http://[::1]:8080/v1', model: 'm' }, '[::1]:8080'],
    ['anthropic:claude-sonnet-4-5', { provider: 'anthropic', model: 'claude-sonnet-4-5' }, 'api.anthropic.com'],
    ['google:gemini-2.5-flash', { provider: 'google', model: 'gemini-2.5-flash' }, 'generativelanguage.googleapis.com'],
    ['editor:copilot/gpt-4.1', { provider: 'editor', vendor: 'copilot', family: 'gpt-4.1' }, 'GitHub Copilot'],
    ['editor:other-vendor/fam', { provider: 'editor', vendor: 'other-vendor', family: 'fam' }, 'other-vendor'],
  ])('is read from %s', (text, reference, recipient) => {
    expect(parseRemoteReference(text)).toEqual(reference);
    expect(recipientOf(parseRemoteReference(text))).toBe(recipient);
  });

  it.each([
    ['', 'does not begin with'],
    ['gpt-4.1', 'does not begin with'],
    ['https://api.openai.com/v1#gpt', 'does not begin with'],
    ['openai:api.openai.com#gpt', 'no web address'],
    ['openai:file:///etc/passwd#x', 'no web address'],
    ['openai:https://api.openai.com/v1', 'names no model after a #'],
    ['openai:https://api.openai.com/v1#', 'has no name of a model'],
    ['openai:https://api.openai.com/v1?key=1#m', 'has a query'],
    ['openai:http://team.example/v1#m', 'over plain http'],
    ['openai:http://localhost.evil.example/v1#m', 'over plain http'],
    ['openai:http://127.0.0.1.evil.example/v1#m', 'over plain http'],
    ['openai:http://10.0.0.1/v1#m', 'over plain http'],
    ['google:../../other', 'no name of a model'],
    ['google:a/../b', 'no name of a model'],
    ['anthropic:', 'has no name of a model'],
    ['anthropic:two words', 'no name of a model'],
    ['editor:copilot', 'names no model as VENDOR/FAMILY'],
    ['editor:copilot/', 'names no model as VENDOR/FAMILY'],
  ])('is refused in %s', (text, why) => {
    const read = () => parseRemoteReference(text);
    expect(read).toThrow(UserError);
    expect(read).toThrow(why);
  });

  it('may be on plain http elsewhere only where that is allowed', () => {
    expect(parseRemoteReference('openai:http://team.example:8000/v1#m', { allowHttp: true })).toEqual({ provider: 'openai', url: 'http://team.example:8000/v1', model: 'm' });
  });

  it('is refused with a password in it, which is not repeated', () => {
    const read = () => parseRemoteReference('openai:https://me:hunter2@team.example/v1#m');
    expect(read).toThrow(/user name or a password/);
    expect(read).not.toThrow(/hunter2/);
  });

  it('is local on this machine alone', () => {
    expect(['openai:http://127.1:80/v1#m', 'openai:https://localhost/v1#m', 'openai:https://api.openai.com/v1#m', 'anthropic:m'].map((text) => isLocal(parseRemoteReference(text)))).toEqual([true, true, false, false]);
  });
});

describe('the variables that may hold the key', () => {
  const variables = (text: string, use?: 'hosted') => keyVariables(parseRemoteReference(text), use);

  it('are those of the provider for its own address alone', () => {
    expect(variables('openai:https://api.openai.com/v1#m')).toEqual(['JOURNEYMAN_REMOTE_KEY', 'OPENAI_API_KEY']);
    expect(variables('openai:https://api.openai.com:8443/v1#m')).toEqual(['JOURNEYMAN_REMOTE_KEY']);
    expect(variables('openai:https://api.openai.com.evil.example/v1#m')).toEqual(['JOURNEYMAN_REMOTE_KEY']);
    expect(variables('openai:http://localhost:8080/v1#m')).toEqual(['JOURNEYMAN_REMOTE_KEY']);
    expect(variables('anthropic:m')).toEqual(['JOURNEYMAN_REMOTE_KEY', 'ANTHROPIC_API_KEY']);
    expect(variables('google:m')).toEqual(['JOURNEYMAN_REMOTE_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY']);
    expect(variables('editor:copilot/m')).toEqual([]);
  });

  it('differ for a hosted model, which may be another server than the remote one', () => {
    expect(variables('openai:https://team.example/v1#m', 'hosted')).toEqual(['JOURNEYMAN_MODEL_KEY']);
  });
});
