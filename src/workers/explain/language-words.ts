/** How the code of a language is read, as far as its shape goes. */
export interface LanguageForm {
  /** Keywords, and names that everybody's code has from the language itself: they are part of the shape. */
  words: ReadonlySet<string>;
  /** What begins a comment that ends with its line. */
  lineComment: string[];
  /** What begins and ends a comment over lines. */
  blockComment?: [string, string];
  /** Signs that strings begin and end with. */
  quotes: string;
  /** Python: three quotes hold a string over lines. */
  tripled?: boolean;
  /** JavaScript: `…${code}…`, and patterns between slashes. */
  templates?: boolean;
  /** Shell: there is code in double quotes, spaces and options mean something. */
  shell?: boolean;
}

const set = (words: string) => new Set(words.split(/\s+/));

const C_LIKE = `abstract any as async auto await bool boolean break byte case catch char class const constexpr continue default defer delete do double else enum
  explicit export extends extern false final finally float fn for foreach from func function get go goto if impl implements import in inline instanceof int interface
  internal is let long loop match mod module mut namespace nameof native new nil null nullptr object of operator out override package params private protected pub public
  range readonly ref return sealed self set short signed sizeof static string struct super switch template this throw throws trait true try type typedef typename typeof
  undefined union unsafe unsigned use using var virtual void volatile where while with yield`;

const JAVASCRIPT = `abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare default delete do else enum
  eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number of package private
  protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield
  Array ArrayBuffer BigInt Boolean Buffer Date Error Function Infinity Intl JSON Map Math NaN Number Object Promise Proxy Reflect RegExp Set String Symbol TypeError WeakMap
  alert clearTimeout console document exports fetch globalThis isFinite isNaN location navigator parseFloat parseInt process prototype require setInterval setTimeout window
  Record Partial Readonly length log`;

const PYTHON = `False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or
  pass raise return try while with yield self cls __init__ __name__ __main__ abs all any bool bytes callable chr dict dir divmod enumerate eval exec exit filter float format
  frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max min next object open ord pow print property quit range repr
  reversed round set setattr sorted staticmethod classmethod str sum super tuple type vars zip BaseException Exception AttributeError FileNotFoundError ImportError IndexError
  KeyError NotImplemented NotImplementedError OSError RuntimeError StopIteration TypeError ValueError ZeroDivisionError os sys subprocess`;

const SHELL = `if then else elif fi for in do done while until case esac function select time return break continue exit local export readonly declare typeset unset shift source
  alias set trap eval exec test true false echo printf read cd pwd pushd popd ls rm cp mv mkdir rmdir touch chmod chown ln cat tac head tail grep egrep fgrep sed awk cut sort
  uniq wc tr find xargs tee kill wait sleep sudo su ssh scp curl wget git tar gzip diff expr let seq date basename dirname which type command make install env
  IFS HOME PATH PWD OLDPWD USER BASH_SOURCE RANDOM
  FROM RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL AS apt apt-get apk pip npm yarn`;

const javascript: LanguageForm = { words: set(JAVASCRIPT), lineComment: ['//'], blockComment: ['/*', '*/'], quotes: '\'"', templates: true };
const python: LanguageForm = { words: set(PYTHON), lineComment: ['#'], quotes: '\'"', tripled: true };
const shell: LanguageForm = { words: set(SHELL), lineComment: ['#'], quotes: '\'', shell: true };
const hashed: LanguageForm = { words: set('true false null yes no on off'), lineComment: ['#'], quotes: '\'"' };
const markup: LanguageForm = { words: set(''), lineComment: [], blockComment: ['<!--', '-->'], quotes: '"' };
const cLike: LanguageForm = { words: set(C_LIKE), lineComment: ['//'], blockComment: ['/*', '*/'], quotes: '\'"' };

const FORMS: Record<string, LanguageForm> = {
  javascript, javascriptreact: javascript, typescript: javascript, typescriptreact: javascript, vue: javascript, svelte: javascript, astro: javascript,
  python, cython: python,
  shellscript: shell, bash: shell, sh: shell, dockerfile: shell, makefile: shell,
  yaml: hashed, toml: hashed, properties: hashed, ini: hashed, dockercompose: hashed,
  html: markup, xml: markup, markdown: markup,
};

/** The form of a language by VS Code's identifier; that of C and its many relatives where it is not known. */
export function languageForm(language: string): LanguageForm {
  return Object.hasOwn(FORMS, language) ? FORMS[language]! : cLike;
}
