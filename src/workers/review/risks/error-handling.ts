import type { Risk } from '../input.ts';
import type { CodeLine, ReviewedFile } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

const SWALLOWED = 'An error is caught and nothing is done about it.';
const CATCH = /\bcatch\b\s*(?:\([^)]*\)|\{?\s*\w*)?\s*\{\s*$/;
const CATCH_ON_ONE_LINE = /\bcatch\b\s*(?:\([^)]*\))?\s*\{\s*\}/;
/** A value in the error's place is a decision; tidying up may fail. */
const PROMISE = /^(?!.*\b(?:rm|rmdir|unlink|close|dispose|kill|cancel|remove|clean\w*)\().*\.catch\(\s*(?:\(\s*\w*\s*\)|\w+)\s*=>\s*\{\s*\}\s*\)|\.catch\(\s*function\s*\(\w*\)\s*\{\s*\}\s*\)/;
const EXCEPT = /^\s*except\b[^:]*:\s*$/;
const BRACES: ReadonlySet<string> = new Set(['javascript', 'java', 'kotlin', 'csharp', 'php', 'swift', 'c']);

/** Errors that nobody will hear of, or that end the program. */
export const errorHandling: Detector = (file) => (file.role === 'source' ? [...swallowed(file), ...dropped(file)] : []);

function swallowed({ hunks, language }: ReviewedFile): Risk[] {
  return hunks.flatMap(({ current }) =>
    current.flatMap((line, index) => {
      const next = current[index + 1];
      if (BRACES.has(language)) {
        const explained = line.text !== line.code;
        if (line.changed && !explained && (CATCH_ON_ONE_LINE.test(line.bare) || (language === 'javascript' && PROMISE.test(line.bare)))) return [risk('error-handling', SWALLOWED, line.line)];
        // A comment between the braces is a reason.
        return CATCH.test(line.bare) && !explained && next && /^\s*\}/.test(next.text) && (line.changed || next.changed) ? [risk('error-handling', SWALLOWED, line.line)] : [];
      }
      if (language === 'python') {
        if (line.changed && /^\s*except\s*:/.test(line.code)) return [risk('error-handling', 'Every error is caught, also an interruption: `except:`.', line.line)];
        // A narrow error that is passed over is a decision; a reason may stand beside it.
        const wide = /^\s*except\s+(?:Base)?Exception\b/.test(line.code);
        return EXCEPT.test(line.code) && wide && next && /^\s*pass\s*$/.test(next.text) && (line.changed || next.changed) ? [risk('error-handling', SWALLOWED, line.line)] : [];
      }
      if (language === 'ruby' && line.changed && /\brescue\s+nil\b/.test(line.bare)) return [risk('error-handling', SWALLOWED, line.line)];
      return [];
    }),
  );
}

function dropped({ change, hunks, language }: ReviewedFile): Risk[] {
  if (language === 'go') return inLines(hunks, ({ bare }) => /^\s*_(?:,\s*_)*\s*=\s*[\w.]+\([^)]*\)?/.test(bare) && !/\.(?:Close|Sync|Flush|Write\w*|Fprint\w*)\(|\bfmt\./.test(bare), 'An error is ignored (`_ =`).');
  if (language !== 'rust' || /(?:^|\/)(?:build\.rs|examples\/|benches\/|xtask\/)/.test(change.path)) return [];
  return hunks.flatMap(({ section, current }) => {
    let tests = /\bmod\s+tests?\b|#\[(?:cfg\()?test/.test(section);
    return current.flatMap(({ text, bare, line, changed }) => {
      if (/#\[cfg\(test\)\]|\bmod\s+tests?\b|#\[(?:\w+::)?test\]/.test(text)) tests = true;
      const fails = changed && !tests && /\.unwrap\(\)/.test(bare) && !/\.(?:lock|read|write)\(\)\.unwrap\(\)|Regex::new|\.join\(\)\.unwrap/.test(bare);
      return fails ? [risk('error-handling', 'An error ends the program: `unwrap()`.', line)] : [];
    });
  });
}

function inLines(hunks: ReviewedFile['hunks'], fits: (line: CodeLine) => boolean, detail: string): Risk[] {
  return hunks.flatMap(({ current }) => current.filter((line) => line.changed && fits(line)).map(({ line }) => risk('error-handling', detail, line)));
}
