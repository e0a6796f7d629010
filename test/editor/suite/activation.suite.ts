import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test } from '../runner/collect.ts';
import { report } from '../runner/report.ts';
import { extension, ownModelProcesses } from './support.ts';

interface Manifest {
  enabledApiProposals?: unknown;
  contributes: {
    commands: { command: string; title: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { type: string; default?: unknown; scope?: string; markdownDescription?: string }> };
  };
  capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] } };
}
const manifest = () => extension().packageJSON as Manifest;

suite('activation', () => {
  test('activates, and starts no model process', async () => {
    const started = performance.now();
    await extension().activate();
    report({ kind: 'fact', name: 'activate() took at most, ms', value: Math.round(performance.now() - started) });
    assert.ok(extension().isActive);
    assert.deepEqual(await ownModelProcesses(), []);
  });

  test('registers every command that the manifest names', async () => {
    const registered = await vscode.commands.getCommands(true);
    const named = manifest().contributes.commands.map(({ command }) => command);
    assert.ok(named.length >= 9, `only ${named.length} commands`);
    assert.deepEqual(named.filter((command) => !registered.includes(command)), []);
  });

  test('has no command in a menu that the manifest does not define', () => {
    const defined = manifest().contributes.commands.map(({ command }) => command);
    const used = Object.values(manifest().contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    assert.deepEqual(used.filter((command) => !defined.includes(command)), []);
  });

  test('gives every setting a default, a description and a scope that a stranger cannot use', () => {
    const { properties } = manifest().contributes.configuration;
    const restricted = manifest().capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.ok(Object.keys(properties).length > 0);
    for (const [name, { default: preset, markdownDescription, scope }] of Object.entries(properties)) {
      assert.notEqual(preset, undefined, `${name} has no default`);
      assert.ok((markdownDescription ?? '').length > 20, `${name} has no description`);
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, preset, name);
      if (/model|directory|path|address|url/i.test(name)) {
        assert.match(scope ?? '', /^machine/, name);
        assert.ok(restricted.includes(name), `${name} is read in an untrusted workspace`);
      }
    }
  });

  test('asks for no proposed API', () => {
    assert.equal(manifest().enabledApiProposals, undefined);
    // Menus that are proposals still; the Marketplace allows none.
    const proposed = ['scm/inputBox', 'editor/inlineCompletions/actions', 'chat/input/editing/session/widget/toolbar'];
    assert.deepEqual(Object.keys(manifest().contributes.menus).filter((menu) => proposed.includes(menu)), []);
  });

  test('is limited, not absent, in an untrusted workspace', () => {
    assert.equal(manifest().capabilities.untrustedWorkspaces.supported, 'limited');
  });
});
