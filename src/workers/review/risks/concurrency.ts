import { isImport } from '../../changes/hunk-lines.ts';
import { code } from '../../pull-request/markdown.ts';
import { listed, type CodeLine } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

const LOCK =
  /[\w.>-]*\b(?:R?Lock|lock|tryLock|lockInterruptibly|runExclusive)\(\)|\bsynchronized\b|\bpthread_(?:mutex|rwlock)_\w*lock\(|\bwith\s+[\w.]*lock\w*\b|\basync\s+with\s+[\w.]*lock\w*\b|\b(?:std::)?(?:lock_guard|unique_lock|scoped_lock|shared_lock)\b|\bsync\.(?:RW)?Mutex\b|\b(?:Mutex|RwLock)(?:<|::new)|\b(?:threading|asyncio|multiprocessing)\.(?:R?Lock|Semaphore)\b|\bnew\s+(?:Reentrant\w*Lock|Mutex|Semaphore)\b|\block\s*\(\w+\)\s*$|\bSELECT\b.*\bFOR\s+UPDATE\b/;

/** Locks that are gone without another in their place. */
export const concurrency: Detector = ({ change, role, added, removed }) => {
  if (role !== 'source' || change.kind === 'deleted') return [];
  const locks = (lines: CodeLine[]) => lines.filter(({ code }) => code !== '' && !isImport(code)).flatMap(({ code }) => LOCK.exec(code)?.[0] ?? []);
  const [gone, come] = [locks(removed), locks(added)];
  if (gone.length <= come.length) return [];
  const names = [...new Set(gone.map((text) => text.trim()))].filter((text) => !come.includes(text));
  return names.length === 0 ? [] : [risk('concurrency', `${names.length === 1 ? 'A lock is' : 'Locks are'} gone: ${listed(names.map(code))}.`)];
};
