import { installCodeServer, startCodeServer, type CodeServerOptions, type RunningCodeServer } from '../../../scripts/code-server.ts';
import { ensureBuilt, root } from '../../../scripts/build.ts';
import { ownSettings } from '../own-environment.ts';
import { buildTestExtension } from './builds.ts';
import { quietLog } from './quiet-log.ts';
import { plainWorkbench } from './settings.ts';
import { Workbench } from './workbench.ts';

/** A window of VS Code with the extension in it, and the server behind it. */
export interface OpenEditor {
  window: Workbench;
  server: RunningCodeServer;
  close(): Promise<void>;
}

/** Opens a folder in code-server, with our extension (unless `ours` is false) a linter's findings and a cache of the test's own, and waits for the workbench. */
export async function openEditor({ folder, settings, trust = true, ours = true, env }: Pick<CodeServerOptions, 'folder' | 'settings' | 'env'> & { trust?: boolean; ours?: boolean }): Promise<OpenEditor> {
  await ensureBuilt();
  const extensions = [...(ours ? [root] : []), (await buildTestExtension('eslint')).folder];
  const server = await startCodeServer(await installCodeServer(quietLog), { folder, extensions, settings: { ...plainWorkbench, ...settings }, trust, env: { ...ownSettings(), ...env } });
  try {
    const window = await Workbench.open(server.url);
    return {
      window,
      server,
      async close() {
        await window.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
