import type { Commit } from '../../core/changes.ts';
import { partsOf, type SubjectParts } from '../commit/parts.ts';
import { typeNamed } from '../commit/type-model.ts';
import { saidBreaking } from './commit-sections.ts';
import { beginsWithVerb, imperative } from './imperative.ts';
import type { Piece } from './pieces.ts';
import { isGeneric } from './title.ts';
import { wordsIn } from './word-count.ts';

/** Subjects that tell of the work, not of the change. */
const SAYS_LITTLE =
  /^(?:wip|tmp|temp|todo|nits?|oops|more|again|lint|format(?:ting)?|prettier|fmt|rebase|sync|stuff|save|checkpoint|progress|initial(?: commit)?|first (?:draft|version|try)|done|address(?:es|ed|ing)?\b.*|(?:code |pr |apply )?(?:review|suggestions?|comments?|feedback)\b.*|(?:fix(?:es|ed|ing)?|update[sd]?|run|correct|clean ?up|address) (?:the |some |a |failing |broken )*(?:lint(?:er|ing)?|types?|typos?|tests?|ci|build|format(?:ting)?|style|warnings?|errors?|review|comments?|feedback|nits?|imports?|merge|conflicts?|bugs?|issues?|things?)(?: (?:errors?|issues?|failures?|comments?|fixes|check))?|merge\b.*)$/i;
/** The same in languages whose words have no spaces between them: `fix a bug`, `update the code`, `change according to the review`. */
const SAYS_LITTLE_UNSPACED =
  /^(?:(?:一些|部分|若干|相关|小|修复|修正|更新|修改|优化|调整|完善|重构|提交|整理|根据|评审|意见|代码|文件|文档|问题|错误|内容|格式|测试|注释|bug|の|を|に|対応|追加|変更|する|した|レビュー|指摘|コード|テスト|コメント|ファイル|不具合|バグ|ミス|誤字|フォーマット)\s*)+$/i;
const FEWEST_WORDS = 2;
/** An issue's number at the end, and one at the beginning that the rest is about. */
const REFERENCE_AT_END = /(?:\s*[([](?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see):? )?#\d+[)\]]|[\s,;]+(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see):? #\d+)+$/i;
const REFERENCE_BEFORE = /^(?:(?:close[sd]?|(fix|resolve)(?:e?[sd])?) )?#\d+\s*[:–-]\s*/i;
/** Before a colon, but neither a type nor a part of the project. */
const NO_AREA = /^(?:wip|draft|todo|tmp|temp|misc|minor|note|revert|release|fixup|squash)$/i;
/** `net`, `cmd/go, runtime`; words with spaces between them are a sentence's beginning. */
const AREA = /^[\w./*{}-]+(?:, ?[\w./*{}-]+){0,3}$/;

/** What a commit's own message says it does; undefined where that is too little. */
export function pieceOfMessage({ id, subject, body }: Commit): Piece | undefined {
  const known = headOf({ subject, body });
  const parts = partsOf(subject);
  const description = isSentence(parts) ? `${parts.head}: ${parts.description}` : parts.description;
  const text = firstOfList(withoutReference(description)).replace(/[\s.,;:。]+$/, '');
  if (wordsIn(text) < FEWEST_WORDS || SAYS_LITTLE.test(text) || SAYS_LITTLE_UNSPACED.test(text) || isGeneric(text)) return undefined;
  const words = imperative(text);
  return { id, text: words, subject: withWords(subject, description, NO_AREA.test(parts.head), words), ...known, by: 'message' };
}

/** The line with these words in place of its own; without a head that says nothing of the change. */
function withWords(subject: string, description: string, bare: boolean, words: string): string {
  const at = bare ? -1 : subject.lastIndexOf(description);
  return at < 0 ? words : subject.slice(0, at) + words + subject.slice(at + description.length);
}

/** `Fix #12: crash on empty input` says by its verb what the rest does not. */
function withoutReference(text: string): string {
  const plain = text.replace(REFERENCE_AT_END, '').trim();
  const [reference, verb] = REFERENCE_BEFORE.exec(plain) ?? [''];
  const rest = plain.slice(reference.length).trim();
  return verb === undefined || beginsWithVerb(rest) ? rest : `${verb} ${/^\p{Lu}\p{Ll}+ /u.test(rest) ? rest.charAt(0).toLowerCase() + rest.slice(1) : rest}`;
}

/** `1) Add this 2) Test it` is one commit for the sake of the first. */
function firstOfList(text: string): string {
  return /^\s*1[).]\s+/.test(text) ? text.replace(/^\s*1[).]\s+/, '').split(/\s2[).]\s/)[0]! : text;
}

/** Type, scope and what breaks, which a message tells even where its words say little. */
export function headOf({ subject, body }: Pick<Commit, 'subject' | 'body'>): Pick<Piece, 'type' | 'scope' | 'breaking'> {
  const parts = partsOf(subject);
  const type = isTyped(parts) ? parts.head.toLowerCase() : null;
  const scope = type !== null ? parts.scope : parts.form === 'sentence' || NO_AREA.test(parts.head) || isSentence(parts) ? '' : parts.head;
  return { type, scope, breaking: saidBreaking({ subject, body })[0] ?? null };
}

function isTyped({ form, head, scope }: SubjectParts): boolean {
  return form === 'conventional' && (typeNamed(head) !== undefined || head.toLowerCase() === 'revert' || scope !== '');
}

/** True where the colon stands within a sentence: `Fix the build: pin it`. */
function isSentence({ form, head, brackets }: SubjectParts): boolean {
  return form === 'area' && !brackets && !AREA.test(head);
}
