import { describe, expect, it } from 'vitest';
import { roleOf, type FileRole } from '../../../src/workers/changes/role.ts';

const EXAMPLES: Record<FileRole, string[]> = {
  source: ['src/history.ts', 'app/security.py', 'src/main.ts', 'lib/axios.js', 'context.go', 'src/t_hash.c', 'app/Größe.py', 'src/latest.js', 'src/contest/entry.rs', 'index.d.ts', 'src/vendors.ts'],
  test: ['tests/test_app.py', 'src/__tests__/a.ts', 'src/core/run.test.ts', 'router_test.go', 'spec/models/user_spec.rb', 'playground/hmr/package.json', 'src/test/java/AppTest.java', 'conftest.py', 'types/reply.test-d.ts', 'testscripts/server/no_symlinks.txt'],
  docs: ['README.md', 'docs/guide/build.md', 'CHANGES.rst', 'LICENSE', '.github/PULL_REQUEST_TEMPLATE.md', 'AUTHORS', 'docs/.vitepress/config.ts'],
  config: ['.gitignore', 'tsconfig.json', 'vite.config.ts', 'Dockerfile', 'src/Makefile', '.vscode/settings.json', '.eslintrc.cjs'],
  dependency: ['package.json', 'packages/vite/package.json', 'go.mod', 'Cargo.toml', 'requirements/dev.txt', 'pyproject.toml', 'requirements.txt'],
  ci: ['.github/workflows/ci.yml', '.travis.yml', '.gitlab-ci.yml', 'deps/hiredis/appveyor.yml', '.github/dependabot.yml', '.pre-commit-config.yaml'],
  lock: ['package-lock.json', 'sub/yarn.lock', 'pnpm-lock.yaml', 'go.sum', 'Cargo.lock', 'uv.lock', 'poetry.lock', 'bun.lockb'],
  generated: ['dist/axios.js', 'lib/app.min.js', 'a/__snapshots__/x.snap', 'vendor/github.com/x/y.go', 'api/v1/service.pb.go', 'style.css.map'],
  asset: ['media/icon.png', 'src/heavy.wasm', 'fonts/inter.woff2', 'models/tiny.gguf'],
};

describe('roleOf', () => {
  for (const [role, paths] of Object.entries(EXAMPLES)) {
    it.each(paths)(`%s is ${role}`, (path) => expect(roleOf(path)).toBe(role));
  }
});
