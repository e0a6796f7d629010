import { describe, expect, it } from 'vitest';
import { WorkerList } from '../../../../src/editor/custom/worker-list.ts';
import type { WorkerOrigin } from '../../../../src/workers/custom/definition.ts';
import type { LoadedWorker, LoadedWorkers } from '../../../../src/workers/custom/load.ts';

const worker = (name: string, origin: WorkerOrigin, path = `/${origin}/${name}.md`) => ({ definition: { name, origin, path } }) as LoadedWorker;
const problem = { path: '/user/x.md', message: 'Wrong.', line: 1, column: 1, endLine: 1, endColumn: 2 };

function listOf(answer: (folder: string | undefined) => LoadedWorkers, folders: string[]) {
  const asked: (string | undefined)[] = [];
  const errors: string[] = [];
  const customWorkers = async (folder: string | undefined) => {
    asked.push(folder);
    return answer(folder);
  };
  const list = new WorkerList({ parts: { use: (job: (parts: unknown) => unknown) => job({ customWorkers }) } as never, folders: () => folders, log: { error: (text) => void errors.push(text) } });
  return { list, asked, errors, names: async () => (await list.read()).workers.map(({ definition }) => definition.path) };
}

describe('the list of workers', () => {
  it('asks for no workspace where there is none, or none that is trusted', async () => {
    const { list, asked } = listOf(() => ({ workers: [], problems: [] }), []);
    await list.read();
    expect(asked).toEqual([undefined]);
  });

  it('puts the workers of several folders together: a workspace\'s own come first, and nothing is there twice', async () => {
    const { names, list } = listOf(
      (folder) => ({ workers: folder === '/b' ? [worker('a', 'workspace', '/b/a.md'), worker('u', 'user')] : [worker('a', 'built-in'), worker('u', 'user')], problems: [problem] }),
      ['/a', '/b'],
    );
    expect(await names()).toEqual(['/b/a.md', '/user/u.md']);
    expect(list.known?.problems).toEqual([problem]);
  });

  it('keeps what it knew where reading fails, and tells of each reading', async () => {
    let works = true;
    const { list, names, errors } = listOf(() => {
      if (!works) throw new Error('no disk');
      return { workers: [worker('a', 'user')], problems: [] };
    }, []);
    let told = 0;
    list.onChange(() => told++);
    await names();
    works = false;
    expect(await names()).toEqual(['/user/a.md']);
    expect([told, errors.length]).toEqual([2, 1]);
  });
});
