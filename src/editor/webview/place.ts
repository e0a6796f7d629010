/// <reference lib="dom" />

/** Keeps one value for a page that is hidden, and thereby ended, until its panel is closed. */
export interface Keeper {
  getState(): unknown;
  setState(state: unknown): void;
}

interface Kept {
  scrolled: [key: string, top: number][];
  opened: string[];
}

let keeper: Keeper | undefined;
/** How far the reader has scrolled in each text, and what they have opened. */
const scrolled = new Map<string, number>();
const opened = new Set<string>();

/** Takes the reader's place up again where it was when the page was hidden, and keeps it from now on. */
export function takeUp(from: Keeper): void {
  const kept = from.getState() as Partial<Kept> | undefined;
  for (const [key, top] of kept?.scrolled ?? []) scrolled.set(key, top);
  for (const name of kept?.opened ?? []) opened.add(name);
  keeper = from;
}

/** Goes to where the reader was in a text, which is drawn. */
export function goTo(key: string): void {
  window.scrollTo(0, scrolled.get(key) ?? 0);
}

/** Notes where the reader is in it. */
export function noteScroll(key: string): void {
  scrolled.set(key, window.scrollY);
  keep();
}

/** Has a part that can be opened be as the reader left it: what is drawn anew keeps it. */
export function keepOpen(details: HTMLDetailsElement, name: string, toggled: () => void = () => undefined): void {
  details.open = opened.has(name);
  details.ontoggle = () => {
    // One that was drawn and not needed tells of its state, too, and late.
    if (details.isConnected && details.open !== opened.has(name)) {
      if (details.open) opened.add(name);
      else opened.delete(name);
      keep();
    }
    toggled();
  };
}

function keep(): void {
  keeper?.setState({ scrolled: [...scrolled], opened: [...opened] } satisfies Kept);
}
