import { describe, expect, it } from 'vitest';
import { commitVerdict, commitVerdicts, type DraftedMessage } from '../../../src/editor/commit-verdict.ts';
import { textVerdict } from '../../../src/editor/text-verdict.ts';

const subject = 'fix: keep the cart when the session ends';
const body = 'The cart was kept in the session alone. It is in the\ndatabase now, and the session has only its number.';
const drafted = `${subject}\n\n${body}`;
const kept = { kind: 'kept' };
const discarded = { kind: 'discarded' };

describe('a message that was committed', () => {
  it.each([
    ['as it was', drafted],
    ['with a new line at its end', `${drafted}\n`],
    ['with other ends of lines', drafted.replaceAll('\n', '\r\n')],
    ['with spaces at the ends', `${subject}  \n\n${body} `],
    ['wrapped anew', `${subject}\n\n${body.replaceAll('\n', ' ').replace('alone. ', 'alone.\n')}`],
    ['with the trailer of a hook', `${drafted}\n\nChange-Id: I0123456789abcdef\n`],
    ['signed off, with who helped', `${drafted}\n\nCo-authored-by: Ada <ada@example.com>\nSigned-off-by: Zoë <zoe@example.com>\n`],
    ['with trailers that go on', `${drafted}\n\nReviewed-by: somebody\n with a long name\n\nTicket: 12\n`],
    ['cherry-picked later', `${drafted}\n\n(cherry picked from commit 0123456789)\n`],
    ['with comments', `# Please say why\n${drafted}\n# On branch main\n#\n`],
    ['with the diff under the scissors', `${drafted}\n# ------------------------ >8 ------------------------\n# Do not touch\ndiff --git a b\n+more words\n`],
  ])('%s was kept', (_how, committed) => {
    expect(commitVerdict(drafted, committed)).toEqual(kept);
  });

  it('is the same in either form of its letters', () => {
    expect(commitVerdict('Größe ändern', 'Größe ändern'.normalize('NFD'))).toEqual(kept);
  });

  it('without the trailer that we wrote was kept', () => {
    expect(commitVerdict(`${subject}\n\nSigned-off-by: Zoë <zoe@example.com>`, subject)).toEqual(kept);
  });

  it('has its subject, though that looks like a trailer', () => {
    expect(commitVerdict(subject, 'fix: something else in another place')).toEqual(discarded);
    expect(commitVerdict(subject, '')).toEqual(discarded);
  });

  it('with a word of eight changed was edited by an eighth of the subject', () => {
    expect(commitVerdict(subject, subject.replace('session', 'window'))).toEqual({ kind: 'edited', changed: expect.closeTo(1 / 8) });
    expect(commitVerdict(drafted, drafted.replace('session ends', 'window ends'))).toEqual({ kind: 'edited', changed: expect.closeTo(1 / 16) });
  });

  it('of which a ticket was put in front is edited a little', () => {
    expect(commitVerdict(subject, `[SHOP-12] ${subject}`)).toEqual({ kind: 'edited', changed: expect.closeTo(1 - 16 / 18) });
  });

  it('without its body keeps half', () => {
    expect(commitVerdict(drafted, subject)).toEqual({ kind: 'edited', changed: 0.5 });
    expect(commitVerdict(subject, drafted)).toEqual({ kind: 'edited', changed: 0.5 });
  });

  it('whose signs alone were changed was edited by nothing', () => {
    expect(commitVerdict('Fix cart', 'Fix `cart`.')).toEqual({ kind: 'edited', changed: 0 });
  });

  it('counts by characters where there are no spaces between words', () => {
    expect(commitVerdict('修复购物车的错误', '修复购物车的问题')).toEqual({ kind: 'edited', changed: expect.closeTo(0.25) });
    expect(commitVerdict('修复购物车的错误', '添加登录页面')).toEqual(discarded);
  });

  it('is another one where hardly a word of ours is in it', () => {
    expect(commitVerdict(drafted, 'WIP')).toEqual(discarded);
    expect(commitVerdict(drafted, 'docs: say how the release is made\n\nNobody knew.')).toEqual(discarded);
  });

  it('is judged in a moment, however long it is', () => {
    expect(commitVerdict(`a\n\n${'word '.repeat(100_000)}`, `a\n\n${'other '.repeat(100_000)}`)).toEqual({ kind: 'edited', changed: 0.5 });
    expect(commitVerdict('x'.repeat(100_000), `${'a-'.repeat(50_000)}:`)).toEqual(discarded);
  });
});

describe('messages that were shown for one commit', () => {
  const message = (text: string, confidence: number): DraftedMessage => ({ message: text, confidence, answeredBy: 'local' });
  const shown = [message('Add a cart', 0.8), message('Keep the cart in the database', 0.5), message('Change files', 0.3)];
  const verdicts = (committed: string) => commitVerdicts(shown, committed).map(({ drafted, verdict }) => [drafted.confidence, verdict]);

  it('are passed over but for the one that was committed', () => {
    expect(verdicts('Keep the cart in the database\n')).toEqual([[0.8, discarded], [0.5, kept], [0.3, discarded]]);
  });

  it('are passed over but for the one that was edited', () => {
    expect(verdicts('Add a basket')).toEqual([[0.8, { kind: 'edited', changed: expect.closeTo(1 / 3) }], [0.5, discarded], [0.3, discarded]]);
  });

  it('are all passed over where another one was committed', () => {
    expect(verdicts('WIP').map(([, verdict]) => verdict)).toEqual([discarded, discarded, discarded]);
    expect(commitVerdicts([], 'WIP')).toEqual([]);
  });
});

describe('a text', () => {
  it('is kept, edited or replaced', () => {
    expect(textVerdict('Add a cart\nIt has a handle.', 'Add a cart\r\n\r\nIt has  a handle.\n')).toEqual(kept);
    expect(textVerdict('Add a cart now', 'Add a basket now')).toEqual({ kind: 'edited', changed: expect.closeTo(0.25) });
    expect(textVerdict('Add a cart', '')).toEqual(discarded);
  });
});
