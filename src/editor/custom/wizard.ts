import * as vscode from 'vscode';

/** The user went a step back. */
export const BACK = Symbol('back');

interface Step {
  title: string;
  step: number;
  total: number;
  prompt: string;
}

export interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

/** Lets the user choose one; undefined where they leave. */
export function choose<T>({ title, step, total, prompt }: Step, items: readonly Choice<T>[], chosen?: T): Promise<T | typeof BACK | undefined> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { title, step, totalSteps: total, placeholder: prompt, items, matchOnDescription: true, ignoreFocusOut: true, buttons: step > 1 ? [vscode.QuickInputButtons.Back] : [] });
  const before = items.find(({ value }) => value === chosen);
  if (before) pick.activeItems = [before];
  return answer(pick, () => pick.selectedItems[0]?.value);
}

/** Lets the user type a text that is checked while they do; undefined where they leave. */
export function type({ title, step, total, prompt }: Step, value: string, problem: (text: string) => string | undefined | Promise<string | undefined>): Promise<string | typeof BACK | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, step, totalSteps: total, prompt, value, ignoreFocusOut: true, buttons: [vscode.QuickInputButtons.Back] });
  box.onDidChangeValue(async (text) => {
    const message = text === '' ? undefined : await problem(text);
    if (box.value === text) box.validationMessage = message;
  });
  return answer(box, async () => {
    const message = await problem(box.value);
    box.validationMessage = message;
    return message === undefined ? box.value : undefined;
  });
}

/** The answer, going back, or undefined when it is closed. An input that cannot be accepted stays open. */
function answer<T>(input: vscode.QuickPick<Choice<T>> | vscode.InputBox, accepted: () => T | undefined | Promise<T | undefined>): Promise<T | typeof BACK | undefined> {
  return new Promise<T | typeof BACK | undefined>((resolve) => {
    input.onDidAccept(async () => {
      const value = await accepted();
      if (value !== undefined) resolve(value);
    });
    input.onDidTriggerButton(() => resolve(BACK));
    input.onDidHide(() => resolve(undefined));
    input.show();
  }).finally(() => input.dispose());
}
