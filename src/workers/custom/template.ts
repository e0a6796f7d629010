import type { WorkerKind } from './definition.ts';

const KIND_PARTS: Record<WorkerKind, { settings: string; instruction: string }> = {
  classify: {
    settings: `# One answer for each piece: whole, lines, paragraphs, log, stack-traces, test-failures, comments, csv or json.
items: whole
# A few words on what belongs to each label help.
labels:
  bug: something does not work as it should
  question: somebody wants to know something
  request: somebody wants something new
# What is said where no label fits; without it one is always chosen.
none: other
# Whether several labels may fit.
# multiple: true`,
    instruction: 'What does the writer of this message want?',
  },
  extract: {
    settings: `# The values that are looked for, as JSON Schema.
output:
  type: object
  properties:
    customer:
      type: string
      description: The name of the customer
    date:
      type: string
      format: date
    total:
      type: number
  required: [customer]`,
    instruction: 'Find the customer, the date and the total of this invoice.',
  },
  transform: {
    settings: `# What the result is written in; its syntax is checked: text, markdown, json, yaml, csv, typescript, …
format: text
# What must not get lost: keys, numbers, names, links, code.
keep: [numbers, names, links]`,
    instruction: 'Rewrite this text in plain words and short sentences.',
  },
  summarize: {
    settings: `# The length at most.
words: 80`,
    instruction: 'Summarize what was decided, and who is to do what.',
  },
};

const EXAMPLES: Record<WorkerKind, string> = {
  classify: `#   - input: The export button does nothing.\n#     output: bug`,
  extract: `#   - input: "Invoice for Ada Ltd., 3 May 2024: 120.50 EUR"\n#     output: { customer: Ada Ltd., date: 2024-05-03, total: 120.5 }`,
  transform: `#   - input: The utilization of the aforementioned 3 servers is discontinued.\n#     output: We no longer use these 3 servers.`,
  summarize: `#   - input: A long text …\n#     output: What matters in it.`,
};

/** The text of a new worker file, with comments on what can be changed. It can be used as it is. */
export function workerTemplate(name: string, kind: WorkerKind): string {
  const { settings, instruction } = KIND_PARTS[kind];
  return `---
title: ${titleOf(name)}
description: Say in a sentence what it does.
kind: ${kind}
# Where the text comes from in the editor, the first that there is: selection, file, clipboard, diagnostics, terminal, stdin.
input: [selection, file]
${settings}
# Worked examples; the most similar ones are shown to the model, and "journeyman models compare ${name}" measures models by them.
# examples:
${EXAMPLES[kind]}
# A model of its own, or several in the order in which they are tried.
# model: qwen2.5-coder-0.5b
# Confidence, 0 to 1, from which an answer is accepted.
threshold: 0.5
# Where the editor puts the answer: panel, replace, insert, document, clipboard, problems or json.
result: panel
---
${instruction}
`;
}

/** `ticket-tags` → `Ticket tags`. */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return JSON.stringify(words.charAt(0).toUpperCase() + words.slice(1));
}
