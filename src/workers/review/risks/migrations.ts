import type { CodeLine, ReviewedFile, ReviewedHunk } from '../reviewed-file.ts';
import { isRun, risk, type Detector } from './detector.ts';
import type { Risk } from '../input.ts';

const MIGRATION =
  /(?:^|\/)(?:migrations?|migrate|db\/migrate|alembic\/versions|flyway|liquibase|changelogs?\/db)\/(?:.*\/)?[^/]+\.(?:sql|py|rb|php|[cm]?[jt]s|exs?|go|java|kt|cs|xml|ya?ml)$|(?:^|\/)[VUR]\d[\d._]*__[^/]*\.(?:sql|java|kt)$/i;
const NO_MIGRATION = /(?:^|\/)(?:__init__\.py|index\.[cm]?[jt]s|mod\.rs|[^/]*snapshot[^/]*)$/i;
const SCHEMA = /(?:^|\/)(?:schema\.prisma|db\/schema\.rb|structure\.sql|schema\.sql)$/i;
/** From such a line on the migration is taken back: that what it made goes away is meant. */
const WAY_BACK = /\b(?:down|downgrade|rollback|revert|reverse)\b\s*(?:[(=:]|async\b)|^\s*(?:public\s+)?(?:async\s+)?(?:def|function|func)\s+(?:down|downgrade|rollback|revert)\b|^\s*--\s*(?:\+goose|\+migrate|migrate:|@?undo)\s*:?down\b/i;
const WAY_THERE = /\b(?:up|upgrade|forwards?|change)\b\s*\(|^\s*--\s*(?:\+goose|\+migrate|migrate:)\s*:?up\b/i;
const TAKES_BACK = /[._-]down\.|(?:^|\/)(?:down|rollback|undo)[^/]*\.sql$|(?:^|\/)U\d[\d._]*__/i;

const STATEMENTS: [RegExp, string][] = [
  [/\bDROP\s+(?:TABLE|DATABASE|SCHEMA)\b/, 'A table or more is dropped, with what is in it.'],
  [/\bDROP\s+COLUMN\b|\bALTER\s+TABLE\b.*\bDROP\s+(?!CONSTRAINT|INDEX|DEFAULT|NOT\b|KEY|FOREIGN|PRIMARY)/, 'A column is dropped, with what is in it.'],
  [/\bTRUNCATE\s+(?:TABLE\s+)?["'`[]?[A-Z_]/, 'A table is emptied.'],
  [/\bALTER\s+(?:COLUMN\s+)\S+\s+(?:SET\s+DATA\s+)?TYPE\b|\bMODIFY\s+COLUMN\b/, 'The type of a column changes.'],
  [/\bRENAME\s+(?:COLUMN|TO)\b/, 'A column or table gets another name.'],
  [/\bADD\s+COLUMN\b(?!.*\bDEFAULT\b).*\bNOT\s+NULL\b/, 'A column is added that must have a value, without a default.'],
];
const CALLS: [RegExp, string][] = [
  [/\b(?:drop_table|dropTable(?:IfExists)?|DeleteModel|DropTable|dropIfExists)\b/, 'A table is dropped, with what is in it.'],
  [/\b(?:remove_columns?|drop_column|dropColumns?|RemoveField|DropColumn|removeColumn|remove_timestamps|remove_reference)\b/, 'A column is dropped, with what is in it.'],
  [/\b(?:rename_column|rename_table|RenameField|RenameModel|renameColumn|renameTable|RenameColumn|RenameTable)\b/, 'A column or table gets another name.'],
  [/\b(?:change_column|alter_column|AlterField|changeColumn|AlterColumn)\b(?!_default|_null|_comment)/, 'A column changes.'],
];

/** Changes of a database: those that lose data, those that may have run already, and that there are any. */
export const migrations: Detector = (file, { files }) => {
  const { change } = file;
  const migrates = isMigration(file);
  const found = isRun(file) && !TAKES_BACK.test(change.path) ? file.hunks.flatMap((hunk) => destructive(hunk, file, migrates)) : [];
  if (!migrates) return [...found, ...(SCHEMA.test(change.path) && !files.some(isMigration) && file.added.length + file.removed.length > 0 ? [risk('migration', 'The schema of the database changes.', file.added[0]?.line ?? null)] : [])];
  if (change.kind === 'deleted') return [risk('migration', 'A migration is deleted: databases that ran it keep what it did.')];
  if (change.kind === 'modified' && file.added.length + file.removed.length > 0) return [risk('migration', 'A migration that may have run already changes.', file.added[0]?.line ?? null), ...found];
  return found.length > 0 || change.kind !== 'added' ? found : [risk('migration', 'The database changes by a new migration.', file.added[0]?.line ?? null)];
};

function isMigration({ change: { path }, role }: ReviewedFile): boolean {
  return MIGRATION.test(path) && !NO_MIGRATION.test(path) && role !== 'test' && role !== 'docs';
}

function destructive({ section, current }: ReviewedHunk, { language }: ReviewedFile, migrates: boolean): Risk[] {
  const sql = language === 'sql';
  let back = migrates && WAY_BACK.test(section);
  return current.flatMap((line, index) => {
    if (migrates && WAY_BACK.test(line.text)) back = true;
    else if (migrates && WAY_THERE.test(line.text)) back = false;
    if (!line.changed || back || line.code === '') return [];
    // Outside of SQL the words are of the language of people too, unless they are written in capitals.
    const text = sql ? line.code.toUpperCase() : line.code;
    const statement = sql || migrates || /["'`]|^\s*(?:DROP|ALTER|TRUNCATE|ADD|RENAME|MODIFY)\b/.test(text) ? STATEMENTS.find(([pattern]) => pattern.test(text)) : undefined;
    const found = statement ?? (migrates ? CALLS.find(([pattern]) => pattern.test(line.bare)) : undefined) ?? withoutWhere(current, index, sql);
    return found ? [risk('migration', found[1], line.line)] : [];
  });
}

const DELETES = /\b(DELETE\s+FROM\s+|UPDATE\s+)["'`[]?[\w."'`\]]+(?=\s|;|["'`]|$)/;
const LONGEST_STATEMENT = 12;

/** A statement that begins here and changes every row. */
function withoutWhere(lines: CodeLine[], index: number, sql: boolean): [RegExp, string] | undefined {
  const upper = (text: string) => (sql ? text.toUpperCase() : text);
  const first = upper(lines[index]!.code);
  const match = DELETES.exec(first);
  if (!match || (!sql && !/["'`]\s*(?:DELETE|UPDATE)\b/.test(first))) return undefined;
  let statement = '';
  let ended = false;
  for (const { code } of lines.slice(index, index + LONGEST_STATEMENT)) {
    statement += `${upper(code)} `;
    if (sql ? code.includes(';') : /["'`]\s*[,;)]|["'`]\s*$/.test(code)) {
      ended = true;
      break;
    }
  }
  const rest = statement.slice(match.index);
  if (!ended || /\bWHERE\b|\bON\s+CONFLICT\b|\bFROM\b.*\bJOIN\b|\bLIMIT\b|\+|\$\{|%/i.test(rest)) return undefined;
  // In a program a text that goes on otherwise is for people.
  if (!sql && match[1]!.startsWith('DELETE') && !/^\S+\s+FROM\s+\S+?\s*["'`;]/.test(rest)) return undefined;
  if (match[1]!.startsWith('DELETE')) return [DELETES, 'Every row of a table is deleted: there is no `WHERE`.'];
  return /\bSET\b/.test(rest) ? [DELETES, 'Every row of a table is changed: there is no `WHERE`.'] : undefined;
}
