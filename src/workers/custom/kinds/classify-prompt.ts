import type { Example } from '../../../core/examples.ts';
import { DATA_RULE, fence } from '../../../core/fence.ts';
import type { ChatMessage } from '../../../core/language-model.ts';
import type { Label, WorkerDefinition } from '../definition.ts';
import type { Item } from '../items/item.ts';

/** Descriptions of many labels are shortened to this many letters together: reading more takes longer than it helps. */
const DESCRIPTIONS = 4_000;

/** What there is to choose from: the labels, and what is said where none of them fits. */
export function choices({ labels, none }: Pick<WorkerDefinition, 'labels' | 'none'>): Label[] {
  return none === undefined || labels.some(({ name }) => name === none) ? [...labels] : [...labels, { name: none, description: 'none of the labels above fits' }];
}

/** The same for all pieces, so that the model reads it once. */
function instruction(definition: Pick<WorkerDefinition, 'instruction' | 'labels' | 'none'>, examples: readonly Example[]): string {
  const all = choices(definition);
  const most = Math.floor(DESCRIPTIONS / all.length);
  const labels = all.map(({ name, description }) => `- ${name}${description === '' ? '' : `: ${shortened(description, most)}`}`);
  const shown = examples.map(({ input, output }) => `${input.trim()}\nLabel: ${labelsOf(output).join(', ')}`);
  return [definition.instruction, `Labels:\n${labels.join('\n')}`, ...(shown.length > 0 ? [`Examples:\n${shown.join('\n\n')}`] : [])].join('\n\n');
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\s\S{0,40}$/, '')} …`;
}

function labelsOf(output: unknown): string[] {
  return (Array.isArray(output) ? output : [output]).map(String);
}

/** One piece, for the model to weigh the labels. */
export function labelMessages(definition: Pick<WorkerDefinition, 'instruction' | 'labels' | 'none'>, examples: readonly Example[], text: string): ChatMessage[] {
  // The answer can be nothing but a label, so a rule and tags against instructions in the text would only cost time.
  return [{ role: 'system', text: `${instruction(definition, examples)}\n\nAnswer with the label alone.` }, { role: 'user', text }];
}

/** One piece, for the model to say whether this label fits; what comes before the question is the same for all labels. */
export function fitsMessages(definition: Pick<WorkerDefinition, 'instruction' | 'labels' | 'none'>, examples: readonly Example[], text: string, label: Label): ChatMessage[] {
  const [system] = labelMessages(definition, examples, text);
  return [system!, { role: 'user', text: `${text}\n\nDoes the label "${label.name}" fit this text? Answer yes or no.` }];
}

/** All pieces at once, for a model that writes: a remote one. */
export function listMessages(definition: Pick<WorkerDefinition, 'instruction' | 'labels' | 'none' | 'multiple'>, examples: readonly Example[], items: readonly Item[]): ChatMessage[] {
  const one = definition.multiple ? 'the labels that fit, separated by commas' : 'one label';
  const [form, text] =
    items.length === 1
      ? [`Answer with ${one} and nothing else.`, fence(items[0]!.text, 'text')]
      : [`Answer with a line for each text: its number, a colon, and ${one}. Write nothing else.`, items.map(({ text }, index) => `${index + 1}.\n${fence(text, 'text')}`).join('\n\n')];
  return [{ role: 'system', text: `${instruction(definition, examples)}\n\n${form}\n\n${DATA_RULE}` }, { role: 'user', text }];
}
