import { setTimeout as sleep } from 'node:timers/promises';
import type { Workbench } from '../test/support/editor/workbench.ts';
import { generator } from './measures.ts';
import type { HoverContent, SessionProbe } from './session-probe.ts';
import { SESSION_FILES } from './session-workspace.ts';

/** What one look at a finding gave. */
export interface Look {
  /** Seconds since the session's beginning. */
  at: number;
  file: string;
  content: HoverContent;
  ms: number | null;
  anyMs: number | null;
  explainedMs: number | null;
  text: string;
}

const SNIPPETS = [
  ['const started = performance.now();', 'const limit = Math.max(1, 20);'],
  ['// Amounts with more than two decimals are rounded', '// by the one who calls this.'],
  ['if (typeof limit === "number") {', 'console.log("limit", limit);', '}'],
  ['const names = new Set(["tea", "cup"]);'],
];
const MARKS = '.editor-instance .squiggly-error';
/** What the bench gives a hover at the most. */
const LOOK_MS = 1_500;

/** Works on the files as a person does, always in the same order: opens, reads, looks at findings, moves about, types and deletes. */
export async function workFor(minutes: number, window: Workbench, probe: SessionProbe): Promise<Look[]> {
  const { page } = window;
  const { mouse, keyboard } = page;
  const random = generator(6);
  const started = performance.now();
  const over = () => performance.now() - started > minutes * 60_000;
  const pause = (least: number, most: number) => sleep(least + random() * (most - least));
  const looks: Look[] = [];

  async function look(file: string): Promise<void> {
    const marks = await page.locator(MARKS).all();
    const boxes = await Promise.all(marks.map((mark) => mark.boundingBox()));
    await window.restMouse();
    await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden', timeout: 3_000 }).catch(() => undefined);
    const places: [number, number][] = [];
    for (const box of boxes) {
      if (!box || box.y <= 60 || box.y >= 620) continue;
      const place: [number, number] = [Math.round(box.x + Math.min(12, box.width / 2)), Math.round(box.y + box.height / 2)];
      if (await probe.showsCode(...place)) places.push(place);
    }
    const place = places[Math.floor(random() * places.length)];
    if (!place) return;
    const [x, y] = place;
    await probe.expectHover(x, y);
    await mouse.move(x, y, { steps: 3 });
    await sleep(LOOK_MS);
    const seen = await probe.hover();
    looks.push({ at: (performance.now() - started) / 1000, file, ...seen });
    // Reading it.
    await pause(1_000, 3_500);
    await window.restMouse();
  }

  /** Puts the cursor at the end of a line that is drawn. */
  async function click(): Promise<void> {
    const lines = await page.locator('.editor-instance .view-line').all();
    const box = await lines[Math.floor(random() * lines.length)]?.boundingBox();
    if (!box || box.y < 60 || box.y > 620) return;
    await mouse.click(box.x + 20, box.y + box.height / 2);
    await keyboard.press('End');
    await window.restMouse();
  }

  async function type(): Promise<void> {
    await click();
    const lines = SNIPPETS[Math.floor(random() * SNIPPETS.length)]!;
    for (const line of lines) {
      await keyboard.press('Enter');
      for (const letter of line) {
        await keyboard.press(letter);
        await pause(60, 160);
      }
    }
    await pause(800, 3_000);
    for (let line = 1; line < lines.length; line++) await keyboard.press('ArrowUp');
    for (let line = 0; line < lines.length; line++) {
      await keyboard.press('ControlOrMeta+Shift+K');
      await pause(100, 300);
    }
  }

  for (let visit = 0; !over(); visit++) {
    const file = SESSION_FILES[visit % SESSION_FILES.length]!;
    await window.openFile(file);
    await page.locator(MARKS).first().waitFor();
    // Some look at once, some read first.
    if (random() < 0.3) await pause(500, 1_500);
    else await pause(3_000, 8_000);
    const deeds = 4 + Math.floor(random() * 4);
    // Each visit has its typing: left to chance, a short session would have none.
    const typing = 1 + Math.floor(random() * (deeds - 1));
    for (let deed = 0; deed < deeds && !over(); deed++) {
      const chance = random();
      if (deed === typing) await type();
      else if (chance < 0.65) await look(file);
      else if (chance < 0.82) await click();
      else await mouse.move(500, 300).then(() => mouse.wheel(0, random() < 0.5 ? 300 : -300)).then(() => window.restMouse());
      await pause(1_500, 5_000);
    }
  }
  return looks;
}
