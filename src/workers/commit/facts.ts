import type { FileChange } from '../../core/changes.ts';
import type { WorkedExample } from './examples.ts';
import type { HouseStyle } from './style.ts';

/** A message that needs no model. */
export interface Routine {
  /** In the imperative, in lower case: the house's form is given to it afterwards. Or, where `whole`, the subject as it is. */
  text: string;
  whole: boolean;
  /** The same in fewer words each time, for where the fuller ones do not fit. */
  shorter?: string[] | undefined;
  /** The type or area, with its scope, under which the house said the last one of its kind. */
  head?: string | undefined;
  /** What Conventional Commits call such a change, where that is not plain upkeep. */
  type?: 'style' | 'refactor' | 'docs';
}

/** What code knows of a change before a model is asked. */
export interface CommitFacts {
  /** Folder of the work tree; absent where the diff was given itself. */
  root?: string | undefined;
  files: FileChange[];
  style: HouseStyle;
  /** Newest first. */
  recentSubjects: string[];
  /** Past commits most like this one, best first, as worked examples; none where there is no repository or none is indexed yet. */
  similar: WorkedExample[];
  /** What may stand before the description; none for a sentence, one where code is sure. */
  heads: string[];
  /** Whether the head rests on evidence of code that a model may add to. */
  typeIsOpen: boolean;
  /** The body of the message, by code; empty where it needs none. */
  details: string;
  /** The message where no model is needed. */
  routine: Routine | undefined;
  /** The user's own instructions, as they wrote them; absent where there are none. */
  instructions?: string;
  /** All that a name in the message may be taken from: the diff, the paths, the recent subjects. */
  known: string[];
}
