import tseslint from 'typescript-eslint';

/**
 * The dependency rule: editor/ and cli/ → workers/ → core/; sources/, models/, remote/ and store/ implement what core/ declares;
 * only editor/ and extension.ts import vscode; only models/process/ imports node-llama-cpp.
 */
const noVscode = { regex: '^vscode$', message: 'Only src/editor and src/extension.ts import vscode.' };
const noLlama = { regex: '^node-llama-cpp', message: 'Only src/models/process imports node-llama-cpp: native code stays in the child process.' };
const noNode = { regex: '^node:', message: 'core and workers are pure: what they need of the system is passed in.' };
const outOf = (layer, folders) => ({ regex: `^(\\.\\./)+(?:${folders.join('|')})(?:/|\\.ts$)`, message: `${layer} does not know ${folders.join(', ')}: it depends on the interfaces in core.` });
const layer = (files, patterns, ignores = []) => ({ files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } });

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.cache/', '.vscode-test/', 'test-results/', 'bench/results/', 'test/fixtures/', 'samples/', 'docs/examples/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 320, skipBlankLines: true }],
      eqeqeq: 'error',
    },
  },
  layer(['src/core/**'], [noVscode, noLlama, noNode, outOf('core', ['workers', 'sources', 'models', 'remote', 'store', 'editor', 'cli', 'extension', 'composition'])]),
  layer(['src/workers/**'], [noVscode, noLlama, noNode, outOf('a worker', ['sources', 'models', 'remote', 'store', 'editor', 'cli', 'extension', 'composition'])]),
  ...['sources', 'models', 'remote', 'store'].map((own) =>
    layer(
      [`src/${own}/**`],
      [noVscode, noLlama, outOf(own, ['workers', 'sources', 'models', 'remote', 'store', 'editor', 'cli', 'extension', 'composition'].filter((other) => other !== own))],
      ['src/models/process/**'],
    ),
  ),
  layer(['src/models/process/**'], [noVscode, outOf('the model process', ['workers', 'sources', 'remote', 'store', 'editor', 'cli', 'extension', 'composition'])]),
  layer(['src/cli/**', 'src/composition.ts'], [noVscode, noLlama, outOf('the command line', ['editor', 'extension'])]),
  layer(['src/editor/**', 'src/extension.ts'], [noLlama, outOf('the editor', ['cli'])]),
);
