import { type ChatHistoryItem, type ChatWrapper, type LlamaModel, type Token, resolveChatWrapper } from 'node-llama-cpp';
import type { ChatMessage } from '../../core/language-model.ts';
import { sharedLength } from './read-prompt.ts';

/** The model's own chat format. A model that can be told not to think is told so: a routine job has no tokens to spare for thoughts. */
export function chatFormatOf(model: LlamaModel): ChatWrapper {
  const template = model.fileInfo.metadata.tokenizer.chat_template ?? '';
  const settings = template.includes('enable_thinking') ? { qwen: { thoughts: 'discourage' } as const } : {};
  return resolveChatWrapper(model, { warningLogs: false, customWrapperSettings: settings });
}

/**
 * Tokens of a conversation up to where the model's turn goes on after `prefill`.
 * Only the format's own marks become special tokens. The messages' text is tokenised as plain letters, so that a `<|im_end|>`
 * in a diff cannot end its turn.
 */
export function promptTokens(model: LlamaModel, format: ChatWrapper, messages: ChatMessage[], prefill = ''): Token[] {
  const chatHistory = messages.map(({ role, text }): ChatHistoryItem => {
    if (role === 'assistant') return { type: 'model', response: [text] };
    return { type: role, text };
  });
  chatHistory.push({ type: 'model', response: [prefill] });
  return format.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
}

/** Tokens of the conversation with each option behind the prefill. */
export function optionTokens(model: LlamaModel, format: ChatWrapper, messages: ChatMessage[], prefill: string, options: string[]): Token[][] {
  const whole = (option: string) => promptTokens(model, format, messages, prefill + option);
  const empty = promptTokens(model, format, messages);
  const apart = (option: string) => [...empty, ...model.tokenize(prefill + option)];
  const [first = ''] = options;
  // Most tokenizers cut the model's turn alone as they cut it behind the prompt, which then need not be cut for each option.
  const alike = whole(first).join() === apart(first).join();
  return options.map(alike ? apart : whole);
}

/** Tokens that prompts share whose first `count` messages are these, whatever follows. */
export function beginningTokens(model: LlamaModel, format: ChatWrapper, messages: ChatMessage[], count: number, prompt: readonly Token[]): Token[] {
  if (count <= 0 || count >= messages.length) return [];
  const other = promptTokens(model, format, [...messages.slice(0, count), { role: messages[count]!.role, text: '.' }]);
  return prompt.slice(0, sharedLength(prompt, other));
}
