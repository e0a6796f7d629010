import type { Diagnostic, LintTarget } from '../core/diagnostic.ts';

/** A finding together with the source that it is about. */
export interface Reported {
  target: LintTarget;
  diagnostic: Diagnostic;
  /** As VS Code counts: 0 error, 1 warning, 2 information, 3 hint; undefined where nobody said. */
  severity?: number;
  /** False: no linter may be run on this file, so that there is neither its documentation nor a confirmed fix. */
  runTools?: boolean;
}
