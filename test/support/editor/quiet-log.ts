import type { Log } from '../../../src/core/log.ts';

/** Says only what takes long or goes wrong. */
export const quietLog: Log = {
  debug: () => undefined,
  info: (message) => process.stderr.write(`${message}\n`),
  warn: (message) => process.stderr.write(`${message}\n`),
  error: (message) => process.stderr.write(`${message}\n`),
};
