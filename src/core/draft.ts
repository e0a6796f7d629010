import { fence } from './fence.ts';
import type { ChatMessage } from './language-model.ts';
import type { Check } from './result.ts';

/** The conversation with the small model's draft, and what the checks found in it, at the end of its last question. */
export function withDraft(messages: ChatMessage[], draft: string, checks: Check[]): ChatMessage[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const failed = checks.filter(({ passed }) => !passed).map(({ name, detail }) => `- ${detail || name}`);
  const note = [
    'A small model has drafted this answer:',
    fence(draft, 'draft'),
    ...(failed.length > 0 ? ['What is wrong with it:', fence(failed.join('\n'), 'findings')] : []),
    'Give the answer in the form that was asked for, and nothing else. Keep of the draft what is right.',
  ].join('\n');
  return messages.map((message, index) => (index === last ? { ...message, text: `${message.text}\n\n${note}` } : message));
}
