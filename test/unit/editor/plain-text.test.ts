import { describe, expect, it } from 'vitest';
import { plainLabel } from '../../../src/editor/custom/plain-label.ts';
import { withoutLinks } from '../../../src/editor/plain-text.ts';
import { plain } from '../../../src/editor/split-list.ts';

/** What VS Code takes for a link in the text of a message (linkedText.ts, 1.100). */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (?:["']).+?["'])?\)/i;

describe('a text that others wrote, in a message', () => {
  it.each(['[Details](command:workbench.action.quit)', 'a [b](https://c.d "e") f', '[a](command:b)[c](command:d)', '[[a](command:b)](command:c)', '[a](command:journeyman.x?%5B%5D)'])('brings no link along: %s', (text) => {
    expect(text).toMatch(LINK);
    for (const shown of [withoutLinks(text), plainLabel(text), plain(text)]) expect(shown).not.toMatch(LINK);
  });

  it('stays as it is otherwise', () => {
    for (const text of ['fix(parser): read [a] (b)', 'a[0] and b(1)', '']) expect(withoutLinks(text)).toBe(text);
  });
});
