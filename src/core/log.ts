/** Where parts report what they do; a LogOutputChannel in the editor, stderr on the command line. Never gets keys or the user's code. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
