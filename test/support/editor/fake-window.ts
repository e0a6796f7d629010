/** A window of VS Code as far as the pull-request preview uses one: what its page was told, what is picked and typed in it, what is in the clipboard. */
export const ui = {
  views: [] as unknown[],
  tell: (_message: unknown): void => undefined,
  close: (): void => undefined,
  lists: [] as { label: string; description?: string }[][],
  /** Parts of the labels that are picked, one after the other; then nothing is. */
  picks: [] as string[],
  /** What is typed into an input box and confirmed, one after the other; then it is closed. */
  typed: [] as string[],
  validations: [] as string[],
  clipboard: '',
};

/** A repository as git's extension shows it. */
export const repository = { rootUri: { fsPath: '/shop', path: '/shop', toString: () => 'file:///shop' }, state: { HEAD: { name: 'feature', commit: 'a1' } as { name?: string; commit?: string } }, ui: { selected: true } };

export function resetWindow(): void {
  Object.assign(ui, { views: [], lists: [], picks: [], typed: [], validations: [], clipboard: '' });
  repository.state.HEAD = { name: 'feature', commit: 'a1' };
}

/** In place of the module `vscode`. */
export const vscode = {
  Uri: Object.assign(function Uri() {}, { joinPath: (...parts: unknown[]) => parts.join('/') }),
  ViewColumn: { Beside: -2 },
  ProgressLocation: { SourceControl: 1 },
  workspace: { isTrusted: true },
  extensions: { getExtension: () => ({ isActive: true, exports: { enabled: true, getAPI: () => ({ repositories: [repository], getRepository: () => null }) } }) },
  env: { clipboard: { writeText: async (text: string) => void (ui.clipboard = text) } },
  window: {
    setStatusBarMessage: () => undefined,
    withProgress: (_options: unknown, work: () => unknown) => work(),
    async showQuickPick(items: Promise<{ label: string }[]> | { label: string }[]) {
      const list = await items;
      ui.lists.push(list);
      const wanted = ui.picks.shift();
      return wanted === undefined ? undefined : list.find(({ label }) => label.includes(wanted));
    },
    createInputBox() {
      const on: Record<string, () => unknown> = {};
      const box = {
        value: '',
        validationMessage: undefined as string | undefined,
        onDidChangeValue: (listener: () => void) => (on['change'] = listener),
        onDidHide: (listener: () => void) => (on['hide'] = listener),
        onDidAccept: (listener: () => void) => (on['accept'] = listener),
        async show() {
          for (const text of ui.typed) {
            box.value = text;
            on['change']!();
            await on['accept']!();
            if (box.validationMessage) ui.validations.push(box.validationMessage);
          }
          on['hide']!();
        },
        dispose: () => undefined,
      };
      return box;
    },
    createWebviewPanel() {
      let closed = (): void => undefined;
      ui.close = () => closed();
      return {
        reveal: () => undefined,
        onDidDispose: (listener: () => void) => (closed = listener),
        webview: {
          html: '',
          asWebviewUri: (uri: unknown) => uri,
          onDidReceiveMessage: (listener: (message: unknown) => void) => (ui.tell = listener),
          postMessage: async (view: unknown) => void ui.views.push(structuredClone(view)),
        },
      };
    },
  },
};
