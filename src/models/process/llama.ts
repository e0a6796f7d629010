import { getLlama, type Llama, LlamaLogLevel, NoBinaryFoundError } from 'node-llama-cpp';
import { UserError } from '../../core/errors.ts';

export type ProcessLog = (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;

/** llama.cpp, on a GPU where that is allowed and a prebuilt library for it is installed and works, otherwise on the CPU. Never compiles or downloads anything. */
export async function startLlama(gpu: boolean, log: ProcessLog): Promise<Llama> {
  try {
    return await getLlama({
      gpu: gpu ? 'auto' : false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      // The context alone decides how many threads there are.
      maxThreads: 0,
      logLevel: LlamaLogLevel.warn,
      // Its warnings are about model files and mean nothing to a user.
      logger: (level, message) => log(level === LlamaLogLevel.error || level === LlamaLogLevel.fatal ? 'warn' : 'debug', message.trim()),
    });
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw error;
    throw new UserError(
      'Models cannot run on this machine.',
      `No llama.cpp library for ${process.platform}-${process.arch} is installed.`,
      'Install the build of Journeyman for this platform.',
      { cause: error },
    );
  }
}
