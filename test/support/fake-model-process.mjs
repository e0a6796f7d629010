// Stands in for the model process where a test needs one that fails: answers what $FAKE_ANSWERS names, hangs on everything else.
const answers = new Set((process.env.FAKE_ANSWERS ?? '').split(','));
const results = { status: { loaded: null }, load: { contextTokens: Number(process.env.FAKE_CONTEXT ?? 256), threads: 1, gpu: null, adapters: [] }, countTokens: [] };
if (answers.has('noise')) process.stderr.write(`${'noise '.repeat(50_000)}\n`);
if (answers.has('exit')) process.exit(3);
process.on('message', ({ id, method }) => {
  if (answers.has(method) && method in results) process.send({ jsonrpc: '2.0', id, result: results[method] });
  if (answers.has('garbage')) process.send({ jsonrpc: '2.0', id, error: 'no error object' });
});
process.on('disconnect', () => process.exit());
