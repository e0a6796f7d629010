/** Tools whose name is not their own in small letters with a capital. */
const NAMES: Record<string, string> = {
  eslint: 'ESLint',
  ts: 'TypeScript',
  js: 'TypeScript',
  typescript: 'TypeScript',
  shellcheck: 'ShellCheck',
  mypy: 'mypy',
  rustc: 'rustc',
  markdownlint: 'markdownlint',
  hadolint: 'hadolint',
  basedpyright: 'basedpyright',
  'golangci-lint': 'golangci-lint',
  'clang-tidy': 'clang-tidy',
};

/** A tool's name as its makers write it: `eslint` → `ESLint`. */
export function toolName(tool: string): string {
  const name = tool.toLowerCase();
  if (Object.hasOwn(NAMES, name)) return NAMES[name]!;
  return tool === '' ? 'the tool' : tool.charAt(0).toUpperCase() + tool.slice(1);
}
