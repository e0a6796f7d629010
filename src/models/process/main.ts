import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node.js';
import { endWithParent } from './parent-watch.ts';
import { serve } from './server.ts';

// Ctrl-C in a terminal reaches the whole process group; what becomes of this process is the parent's to decide.
process.on('SIGINT', () => undefined);
endWithParent();
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
serve(connection);
connection.listen();
