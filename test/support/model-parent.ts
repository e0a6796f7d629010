// Asks a model for a long answer and is then ended from outside: node model-parent.ts. Prints the model process's id, then `text` when text comes.
import { smallModelClient } from './model-client.ts';

const client = await smallModelClient();
client.onStatus(({ state, pid }) => process.stdout.write(`${state} ${pid}\n`));
await client.generate({ messages: [{ role: 'user', text: 'Count from one to one hundred in words.' }], maxTokens: 900, grammar: 'root ::= [a-z ] root' }, () => process.stdout.write('text\n'));
