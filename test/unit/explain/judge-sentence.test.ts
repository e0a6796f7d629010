import { describe, expect, it } from 'vitest';
import { judgeSentence, restates, type SentenceContext } from '../../../src/workers/explain/judge-sentence.ts';
import { withoutFiller } from '../../../src/workers/explain/sentence-filler.ts';

type Said = Partial<SentenceContext> & Pick<SentenceContext, 'message' | 'code'>;

/** The names of the judgements that a sentence fails. */
function faults(sentence: string, said: Said): string[] {
  return judgeSentence(sentence, { rule: '', reported: said.code.split('\n')[0]!, lines: said.code.split('\n')[0]!, documentation: '', why: '', ...said }).filter(({ passed }) => !passed).map(({ name }) => name);
}

describe('judgeSentence', () => {
  // Sentences that small models have written, right ones.
  it.each<[sentence: string, said: Said]>([
    ['The array `val` is copied with the `slice` method.', { message: 'Prefer the spread operator over `Array#slice()`.', code: 'result[key] = val.slice();' }],
    ['The `exec` statement is used to execute the code in `config`.', { message: 'Use of exec', code: 'exec(config.read())' }],
    ['The generic type argument `Set<Node>` is not specified in the constructor call.', { message: 'The generic type arguments should be specified as part of the constructor type arguments.', code: 'seen: Set<Node> = new Set(),' }],
    ['The `os.path.exists` function is used to check if a file exists, but it should be replaced with `Path.exists`.', { message: '`os.path.exists()` should be replaced by `Path.exists()`', code: 'assert os.path.exists("index.txt")' }],
    ['The regular expression in `isValid` does not use the \'u\' flag.', { message: 'Use the \'u\' flag.', code: 'const isValid = (s) => /^a+$/.test(s);' }],
    ['The function `fetch` has 14 arguments, which exceeds the allowed limit of 5.', { message: 'Too many arguments in function definition (14 > 5)', code: 'def fetch(' }],
    ['The `new Array(1e3)` creates an array with 1000 elements.', { message: '`new Array()` is unclear in intent', code: 'const slots = new Array(1e3);' }],
    ['The function argument `server` is never used in `test_url`.', { message: 'Unused function argument: `server`', code: 'def test_url(server, url):' }],
    ['The `switch` statement on `kind` has no `default` case.', { message: 'Expected a default case.', code: 'switch (kind) {' }],
    ['The `if`-`else` block can be replaced with a ternary operator.', { message: 'Use ternary operator `x = 1 if a else 2` instead of `if`-`else`-block', code: 'if a:\n    x = 1\nelse:\n    x = 2' }],
    ['The comparison `value != null` is used instead of `value !== null`.', { message: 'Expected \'!==\' and instead saw \'!=\'.', code: 'return value != null;' }],
    ['`cat` reads `$f` and pipes it into `grep`.', { message: 'Useless cat. Consider \'cmd < file | ..\' or \'cmd file | ..\' instead.', code: 'cat "$f" | grep x' }],
    ['The loop awaits `load(id)` for each of the `ids` in turn.', { message: 'Unexpected `await` inside a loop.', code: 'for (const id of ids) {\n  await load(id);' }],
    ['The call `merge(a, undefined)` passes `undefined`, which is what `b` would be anyway.', { message: 'Do not use useless `undefined`.', code: 'function merge(a, b) {}\nmerge(a, undefined);' }],
    ['The variable `total` is assigned but never read.', { message: '\'total\' is assigned a value but never used.', code: 'const total = 1;' }],
    ['The `catch` clause names the error `e`, which nothing in the block reads.', { message: 'Remove unused catch binding `e`.', code: '} catch (e) {' }],
    ['The `except Exception` clause catches every exception and passes.', { message: 'Do not catch blind exception: `Exception`', code: 'except Exception:\n    pass' }],
    ['The braces after `catch(e)` have a space between them.', { message: 'Do not add spaces between braces.', code: '} catch(e) { }' }],
    ['The function `load` is not documented.', { message: 'Missing function or method docstring', code: 'def load():' }],
    ['The `read` command has the option `-p`, which the standard shell does not know.', { message: 'In POSIX sh, read -p is undefined.', code: 'read -p "Name: " NAME' }],
    ['The type variable `T` is covariant, but the name `T` does not show it.', { message: 'Type variable name does not reflect variance.', code: 'T = TypeVar("T", covariant=True)' }],
    ['The `return` in the `else` block is the last statement.', { message: 'Unnecessary return statement.', code: '} else { return; }' }],
    ['The keyword argument `path` is before `*args`.', { message: 'Keyword argument before variable positional arguments list', code: 'def f(app: Flask, path: str = "/", *args):' }],
    ['The overriding method `Runner.invoke` takes 4 parameters, half as many.', { message: 'Number of parameters was 8 in \'CliRunner.invoke\' and is now 4 in overriding \'Runner.invoke\' method', code: 'def invoke(' }],
    ['The `rate` variable is initialized to `undefined`, which it is anyway.', { message: 'It\'s not necessary to initialize \'rate\' to undefined.', code: 'let rate = undefined;' }],
    ['Remove the spaces between the braces of `catch`.', { message: 'Do not add spaces between braces.', code: '} catch(e) { }' }],
    ['The `console.log` statement is not allowed.', { message: 'Unexpected console statement.', code: 'console.log(1);' }],
    ['The call `text.substr(1)` takes one argument.', { message: 'Prefer `String#slice()` over `String#substr()`.', code: 'text.substr(1);\ntext.slice(2);' }],
    ['The keyword argument `opts` stands before `*args`.', { message: 'Keyword argument before variable positional arguments list', code: 'def f(opts: Dict[str, int] = {}, *args):' }],
    ['Replace `os.path.join` with `Path` and use the `/` operator.', { message: '`os.path.join()` should be replaced by `Path` with `/` operator', code: 'name = os.path.join(root, name)' }],
  ])('passes %s', (sentence, said) => {
    expect(faults(sentence, said)).toEqual([]);
  });

  it.each<[fault: string, sentence: string, said: Said]>([
    ['names', 'The call to `flask.render` returns a string.', { message: 'Raising NoneType', code: 'raise flask.abort(404)' }],
    ['names', 'The function calls getUserName() twice.', { message: 'Too long.', code: 'const name = user.name;' }],
    ['numbers', 'The function has 12 parameters.', { message: 'Arrow function has too many parameters (4). Maximum allowed is 3.', code: 'const f = (a, b, c, d) => a;' }],
    ['constructs', 'The `while` loop in `f` never ends.', { message: 'Unexpected constant condition.', code: 'if (true) { f(); }' }],
    ['constructs', 'The decorator of `f` is not called.', { message: 'Use `x` here', code: 'def f():\n    return x' }],
    ['constructs', 'The arrow function `f` does not return a value.', { message: 'Expected to return a value.', code: 'function f(a) { if (a) return 1; }' }],
    ['polarity', 'The `replaceAll` call uses the `String.raw` tag to avoid escaping the backslash.', { message: '`String.raw` should be used to avoid escaping `\\`.', code: 'x.replaceAll("a", "\\\\b")' }],
    ['polarity', 'The `fs` module is imported using the `node:` protocol.', { message: 'Prefer `node:fs` over `fs`.', code: 'import fs from \'fs\';' }],
    ['polarity', 'The `yield from` statement is used to yield each chunk of `chunks`.', { message: 'Use \'yield from\' directly instead of yielding each element one by one', code: 'for chunk in chunks:\n    yield chunk' }],
    ['polarity', 'The variable `isHmr` is initialized to `false` with no type annotation.', { message: 'Type boolean trivially inferred from a boolean literal, remove type annotation.', code: 'isHmr: boolean = false,' }],
    ['polarity', 'The braces in the `catch` block are not separated by a space.', { message: 'Do not add spaces between braces.', code: '} catch(e) { }' }],
    ['polarity', 'The arrow function body is not enclosed in braces.', { message: 'Unexpected block statement surrounding arrow body.', code: 'f((m) => { return m; })' }],
    ['polarity', 'The `app` fixture is defined without parentheses.', { message: 'Use `@pytest.fixture` over `@pytest.fixture()`', code: '@pytest.fixture()\ndef app():' }],
    ['polarity', 'The `data` setter uses `this` to reach the fields of the class.', { message: 'Expected \'this\' to be used by class setter \'data\'.', code: 'set data(value) { log(value); }' }],
    ['polarity', 'The function returns `Iterator[int]` instead of an iterator, `Iterator[int]`.', { message: 'Use `Generator` instead of `Iterator` for a context manager', code: 'def f() -> Iterator[int]:' }],
    ['polarity', 'If `cd` fails, the script exits with an error.', { message: 'Use \'cd ... || exit\' or \'cd ... || return\' in case cd fails.', code: 'cd "$dir"' }],
    ['shift', 'The function `post_json` returns `None` only if `get_json()` returns `None`.', { message: 'Do not explicitly `return None` in function if it is the only possible return value', code: 'return None' }],
    ['shift', 'Use `[1e3]` in place of `new Array(1e3)`.', { message: '`new Array()` is unclear in intent; use either `[x]` or `Array.from({length: x})`', code: 'new Array(1e3)' }],
    ['shift', 'The method `invoke` has 8 parameters, but the overridden method `Runner.invoke` has 4.', { message: 'Number of parameters was 8 in \'CliRunner.invoke\' and is now 4 in overriding \'Runner.invoke\' method', code: 'def invoke(' }],
    ['shift', 'Pass `define` to `forEach` instead of passing it directly.', { message: 'Do not pass function `define` directly to `.forEach(…)`.', code: 'header.forEach(define)' }],
    ['shift', 'The variable `rate` is not initialized.', { message: 'It\'s not necessary to initialize \'rate\' to undefined.', code: 'let rate = undefined;' }],
    ['shift', 'There is a space between the braces of the `try` block.', { message: 'Do not add spaces between braces.', code: '} catch(e) { }\ntry {}' }],
    ['shift', 'The keyword argument `app` is before `*args`.', { message: 'Keyword argument before variable positional arguments list', code: 'def f(app: Flask, path="/", *args):' }],
    ['shift', 'The `this` argument is used in `fn.call(config, data)`.', { message: 'Do not use the `this` argument in `Array#forEach()`.', code: 'utils.forEach(fns, function (fn) {\n  fn.call(config, data);' }],
    ['shift', 'Remove the comment and move the shebang to the first line.', { message: 'The shebang must be on the first line. Delete blanks and move comments.', code: '#!/bin/bash' }],
    ['shift', 'The `charCodeAt` method is used to get the Unicode code point of a character at a position.', { message: 'Prefer `String#codePointAt()` over `String#charCodeAt()`.', code: 'bytes[i] = text.charCodeAt(i)' }],
    ['shift', 'The comparison `m[key] != null` is not type-checked.', { message: 'Use \'===\' to compare with null.', code: 'keys.filter((key) => m[key] != null)' }],
    ['subject', 'The variable `repository` is used before it is defined.', { message: '\'normalizeUrl\' was used before it was defined.', code: 'info.repository = normalizeUrl(url);' }],
    ['use', 'The variable `rate` is set to `undefined` but is never used.', { message: 'It\'s not necessary to initialize \'rate\' to undefined.', code: 'let rate = undefined;' }],
    ['replacement', 'The comparison should be replaced with `m[key] === null`.', { message: 'Use \'===\' to compare with null.', code: 'keys.filter((key) => m[key] != null)' }],
    ['replacement', 'Replace `Markup(value)` with `str(value)`.', { message: 'Unsafe use of `Markup` detected', code: 'return Markup(value)' }],
    ['message', 'The argument name `Response` should be lowercase.', { message: 'Argument name `Response` should be lowercase', code: 'def f(Response):' }],
    ['reason', 'The command reads the file directly, saves a process, and lets the command see a real file.', { message: 'Useless cat.', code: 'cat file | grep x', why: 'Reading the file directly saves a process, and lets the command see a real file.' }],
    ['filler', 'The `except` clause catches all exceptions, which can lead to unexpected behavior.', { message: 'No bare except.', code: 'except:' }],
  ])('finds a fault of %s in: %s', (fault, sentence, said) => {
    expect(faults(sentence, said)).toContain(fault);
  });

  it('lets the documentation speak: its names, numbers and constructs are known, its phrases are no filler', () => {
    const said = { message: 'Loop.', code: 'run()', documentation: 'A `while` loop over 20 items calls `set_timer` and can lead to unexpected behavior.' };
    expect(faults('The `while` loop over 20 items calls `set_timer` and can lead to unexpected behavior.', said)).toEqual([]);
  });

  it('says what it found, and survives anything', () => {
    const [names] = judgeSentence('It calls `openDoor`.', { message: '', rule: '', code: '', reported: '', lines: '', documentation: '', why: '' });
    expect(names).toEqual({ name: 'names', passed: false, reason: 'Neither in the code shown nor in the documentation: openDoor.' });
    const hostile = `${'`('.repeat(3000)}${'not '.repeat(3000)}${'instead of `a'.repeat(1000)}`;
    const context = { message: `Use ${hostile}`, rule: hostile, code: hostile, reported: hostile, lines: hostile, documentation: hostile, why: hostile };
    expect(judgeSentence(hostile, context).length).toBe(judgeSentence('', context).length);
  });
});

describe('restates', () => {
  it('is true where a sentence has no word of its own', () => {
    expect(restates('The variable `A1` is not lowercase.', 'Variable `A1` in function should be lowercase')).toBe(true);
    expect(restates('The identifier `newContent` holds the file\'s text.', 'Do not prefix identifiers with keyword `new`.')).toBe(false);
    expect(restates('', 'Anything')).toBe(false);
  });
});

describe('withoutFiller', () => {
  it.each([
    ['The `Symbol` call gives no description, which is required by the rule.', 'The `Symbol` call gives no description.'],
    ['The `except` clause catches all exceptions, which can lead to unexpected behavior.', 'The `except` clause catches all exceptions.'],
    ['The class `InvalidURL` has no `Error` at its end, as per the rule.', 'The class `InvalidURL` has no `Error` at its end.'],
    ['The `f` loop calls `g`.', 'The `f` loop calls `g`.'],
    ['It improves readability.', ''],
  ])('cuts the empty clause at the end of: %s', (sentence, kept) => {
    expect(withoutFiller(sentence, '')).toBe(kept);
  });

  it('leaves a sentence that goes on after the phrase as it is', () => {
    const sentence = 'It can lead to unexpected behavior, because `a` is shared by all calls of `f`.';
    expect(withoutFiller(sentence, '')).toBe(sentence);
  });
});
