/** User settings without what would stand in the way of what a test looks at: tours, VS Code's own AI, the minimap. */
export const plainWorkbench = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
  'diffEditor.renderSideBySide': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
};

/** The smallest model, one thread: machines that test have few cores, and the browser needs one. */
export const smallModel = { 'journeyman.model': 'smollm2-135m', 'journeyman.threads': 1, 'journeyman.contextTokens': 4096 };
