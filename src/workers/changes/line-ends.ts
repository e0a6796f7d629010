import type { Language } from './language.ts';

/** A statement ends there, as it would at a semicolon. */
export const END = ';';
/** Like it, where nobody can tell whether the statement goes on in the next line. */
const LINE_END = '\n';

/** A bracket that is open, with what stands before it and how many commas in it. */
export interface Bracket {
  readonly sign: string;
  readonly call: boolean;
  /** The condition of an `if` or a loop: the statement goes on behind it. */
  readonly condition: boolean;
  commas: number;
}

const BY_END: ReadonlySet<Language> = new Set<Language>(['javascript', 'kotlin']);
/** Go puts a semicolon at the end of a line behind these, whatever follows. */
const ENDS_GO = /^(?:[\p{L}\p{N}_]+|[)\]}]|\+\+|--|["'`].*)$/su;
/** Nothing that follows on the next line belongs to these. */
const RESTRICTED = /^(?:return|throw|break|continue|yield)$/;
const GOES_ON = /^(?:[-+*/%=<>&|^?:,.([{~]|=>|->|[=!]==?|<=|>=|&&|\|\||\?\?|\*\*|\.{2,3}|::|[-+*/%&|^?]=|else|do|try|finally|in|of|instanceof|typeof|new|extends|implements|from|as|const|let|var|val|void|delete|await)$/;
const CONTINUES = /^(?:[*%=<>&|^?:,.)\]}{]|=>|->|[=!]==?|<=|>=|&&|\|\||\?\?|\*\*|\.{2,3}|::|[-+*/%&|^?]=|else|catch|finally|while|in|of|instanceof|extends|implements|from|as|satisfies|where|by)$/;
/** With these JavaScript goes on, where Kotlin begins anew. */
const CONTINUES_JAVASCRIPT = /^(?:[-+/([]|`.*)$/s;
const OPEN_TAG = /(?:^|[\s(=?:&|{])<\p{L}[\p{L}\p{N}.:-]*(?:\s[^<>]*)?$/u;

/** Finds where a line ends a statement, in languages that need no semicolon there. */
export class LineEnds {
  private readonly language: Language;
  private last: string | undefined;
  private closed: Bracket | undefined | 'unknown';
  private tag = false;

  constructor(language: Language) {
    this.language = language;
  }

  /** What ends the statement of the line before one that begins with this token; undefined where it goes on, or is ended already. The last line has no next one. */
  before(next: string | undefined, open: readonly Bracket[]): string | undefined {
    const { last, closed } = this;
    if (last === undefined || last === END) return undefined;
    if (this.language === 'go') return ENDS_GO.test(last) ? END : undefined;
    if (!BY_END.has(this.language) || this.tag || (open.length > 0 && open.at(-1)!.sign !== '{')) return undefined;
    if (RESTRICTED.test(last)) return END;
    if (closed !== undefined && closed !== 'unknown' && closed.condition) return undefined;
    if (GOES_ON.test(last) || (next !== undefined && (CONTINUES.test(next) || (this.language === 'javascript' && CONTINUES_JAVASCRIPT.test(next))))) return undefined;
    return closed === 'unknown' ? LINE_END : END;
  }

  /** Takes note of a line that was read; `closed` is the bracket that its last token closes. */
  after(line: string, last: string | undefined, closed: Bracket | undefined | 'unknown'): void {
    this.last = last;
    this.closed = closed;
    if (this.language !== 'javascript') return;
    const plain = line.replaceAll('=>', '');
    this.tag = this.tag ? !plain.includes('>') : OPEN_TAG.test(plain);
  }
}
