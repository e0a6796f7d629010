import { dirname, join } from 'node:path';
import { consentTables } from './consents.ts';
import { ledgerTables } from './ledger-tables.ts';
import { type KeptStore, openKeptStore } from './store.ts';

/**
 * The file of what left the machine and what the user agreed to. It stands beside the store's, not in it: the store may be deleted whenever it
 * is damaged or of another version, also by an older program in another window, and need not be on the disk at once.
 */
export function openLedgerFile(storePath: string, problem?: (message: string) => void): KeptStore {
  return openKeptStore(join(dirname(storePath), 'ledger.sqlite'), [ledgerTables, consentTables], problem);
}
