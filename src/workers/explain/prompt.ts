import type { ChatMessage, GenerateRequest } from '../../core/language-model.ts';
import type { PromptBudget } from '../../core/worker.ts';
import { windowText, type WindowLine } from './code-window.ts';
import type { ExplainFacts } from './facts.ts';
import { fenced, fixRequest } from './fix/request.ts';

const system = (role: string): ChatMessage => ({ role: 'system', text: `You tell a programmer what a linter found in the line marked with >>. ${role} Use the names in the code.` });

const PROBLEM = 'Say in one sentence what that line has that the linter reports: describe the code as it is, not as it should be. Give no reason and no advice.';
const PROBLEM_AND_REASON = 'Say in one sentence what that line has that the linter reports: describe the code as it is, not as it should be. Then, on a new line that begins with WHY:, give the reason in one sentence. Give no advice.';

/** What the answers are to look like. With the system's text it is always the same, so that its state stays in the model's cache. */
const EXAMPLES: ChatMessage[] = [
  {
    role: 'user',
    text: ['Message: Do not use mutable data structures for argument defaults', 'Rule B006: Checks for uses of mutable objects as function argument defaults.', 'Reported: []', 'Code (python):', '>> def collect(item, seen=[]):', '       seen.append(item)', '       return seen'].join('\n'),
  },
  { role: 'assistant', text: 'The default of the parameter `seen` of `collect` is a list, `[]`, which is a mutable data structure.' },
  // A request for a fix looks like this. Explanations come last, so that the next answer is one.
  { role: 'user', text: fixRequest('Do not use mutable data structures for argument defaults', 'Checks for uses of mutable objects as function argument defaults.', 'def collect(item, seen=[]):\n    seen.append(item)\n    return seen', 'python') },
  { role: 'assistant', text: `Make the default \`None\`, and the list inside the function.\n${fenced('def collect(item, seen=None):\n    if seen is None:\n        seen = []\n    seen.append(item)\n    return seen', 'python')}` },
  {
    role: 'user',
    text: ['Message: Prefer `.includes(…)` over `.indexOf(…)`.', 'Rule prefer-includes: Prefer `.includes()` when checking for existence.', 'Reported: indexOf', 'Code (javascript):', '>> if (names.indexOf(name) !== -1) {', '     greet(name);'].join('\n'),
  },
  { role: 'assistant', text: 'Whether `names` has `name` is found out with `.indexOf(…)`, not with `.includes(…)`.' },
  {
    role: 'user',
    text: ['Message: Unexpected constant condition.', 'Rule no-constant-condition: Disallow constant expressions in conditions', 'Reported: true', 'Code (javascript):', '   function drain(queue) {', '>>   while (true) {', '       handle(queue.shift());'].join('\n'),
  },
  { role: 'assistant', text: 'The condition of the `while` loop in `drain` is the constant `true`.' },
];

/** Tokens for the code, which is where prompts grow. */
const CODE_TOKENS = 150;
const ANSWER_TOKENS = 70;

async function fitting(lines: WindowLine[], budget: PromptBudget, limit: number): Promise<WindowLine[]> {
  const tokens = await budget.countTokens(lines.map(({ text }) => `   ${text}\n`));
  const nearest = lines.map((line, index) => ({ line, tokens: tokens[index]! })).sort((a, b) => a.line.distance - b.line.distance);
  const kept = new Set<WindowLine>();
  let used = 0;
  for (const each of nearest) {
    used += each.tokens;
    if (used > limit && kept.size > 0) break;
    kept.add(each.line);
  }
  return lines.filter((line) => kept.has(line));
}

/**
 * Asks for what only the model can say: what this code does that the rule is about. The reason comes from the rule's own text;
 * the model gives it only where there is none.
 */
export async function explainPrompt({ input, code, rule }: ExplainFacts, budget: PromptBudget): Promise<GenerateRequest> {
  const { diagnostic, language } = input;
  const lines = await fitting(code.lines, budget, Math.min(CODE_TOKENS, Math.floor(budget.contextTokens / 4)));
  const text = [
    `Message: ${diagnostic.message.replace(/\s+/g, ' ').slice(0, 300)}`,
    ...(diagnostic.rule === '' ? [] : [`Rule ${diagnostic.rule}: ${rule.what || rule.why}`.replace(/\s+/g, ' ').trim()]),
    ...(code.reported === '' ? [] : [`Reported: ${code.reported}`]),
    `Code (${language.replace(/\s+/g, ' ')}):`,
    windowText(lines),
  ].join('\n');
  const user: ChatMessage = { role: 'user', text };
  if (rule.why === '') return { messages: [system(PROBLEM_AND_REASON), user], stop: ['\n\n'], maxTokens: 2 * ANSWER_TOKENS };
  return { messages: [system(PROBLEM), ...EXAMPLES, user], fixed: 1 + EXAMPLES.length, stop: ['\n'], maxTokens: ANSWER_TOKENS };
}
