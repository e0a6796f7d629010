/** What a file is for in a repository, as far as its path tells. */
export type FileRole = 'source' | 'test' | 'docs' | 'config' | 'dependency' | 'ci' | 'lock' | 'generated' | 'asset';

/** Roles whose content a model need not read: a line says enough. */
export const OPAQUE_ROLES: ReadonlySet<FileRole> = new Set<FileRole>(['lock', 'generated', 'asset']);

/** In the order of trying: the first that fits decides. Paths are lower-cased and have `/` between their parts. */
const RULES: [FileRole, RegExp][] = [
  [
    'lock',
    /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|[^/]*\.lockb?|[^/]*\.lock\.ya?ml|[^/]*-lock\.ya?ml|go\.sum|packages\.lock\.json|package\.resolved|gradle\.lockfile|\.terraform\.lock\.hcl|cartfile\.resolved)$/,
  ],
  ['generated', /(^|\/)(node_modules|vendor|third_party|__snapshots__|__generated__|\.yarn)\//],
  ['generated', /(\.min\.(js|css|mjs)|\.(js|mjs|cjs|css)\.map|\.snap|\.pb\.(go|cc|h)|_pb2(_grpc)?\.pyi?|\.g\.(dart|cs)|\.designer\.cs|[._]generated\.[a-z]+|\.tsbuildinfo)$/],
  ['generated', /^(.*\/)?dist\/.*\.(js|mjs|cjs|css|map|ts)$/],
  [
    'asset',
    /\.(png|jpe?g|gif|svg|ico|icns|webp|avif|bmp|tiff?|psd|woff2?|ttf|otf|eot|mp[34]|wav|ogg|flac|mov|avi|webm|zip|t?gz|bz2|xz|7z|jar|war|exe|dll|so|dylib|a|lib|o|class|wasm|bin|pdf|gguf|onnx|parquet|pyc|sqlite|db)$/,
  ],
  ['ci', /(^|\/)(\.github\/workflows\/|\.github\/actions\/|\.circleci\/|\.buildkite\/|\.gitea\/workflows\/|\.forgejo\/workflows\/|\.azure-pipelines\/)/],
  [
    'ci',
    /(^|\/)(\.gitlab-ci\.ya?ml|\.travis\.ya?ml|\.?appveyor\.ya?ml|azure-pipelines[^/]*\.ya?ml|jenkinsfile|\.cirrus\.ya?ml|\.drone\.ya?ml|bitbucket-pipelines\.ya?ml|codecov\.ya?ml|\.github\/(dependabot|codecov|release|labeler)\.ya?ml|renovate\.json5?|\.readthedocs\.ya?ml|\.pre-commit-config\.ya?ml)$/,
  ],
  ['test', /(^|\/)(tests?|testscripts?|__tests__|__mocks__|specs?|testing|e2e|fixtures|testdata|playground|cypress)\//],
  ['test', /(^|\/)(test_[^/]*|conftest)\.py$|[._-](test|tests|spec|e2e|bench)(-d)?\.(?!md$|mdx$|markdown$|rst$|adoc$|txt$|\d)[a-z0-9]+$|_(test|spec)\.[a-z0-9]+$|[a-z](test|tests)\.(java|kt|cs|swift|scala)$|\.(feature|bats|tcl-test)$/],
  [
    'dependency',
    /(^|\/)(package\.json|pnpm-workspace\.yaml|requirements([-._][^/]*)?\.(txt|in)|requirements\/[^/]*\.(txt|in)|pipfile|pyproject\.toml|setup\.(py|cfg)|cargo\.toml|go\.mod|go\.work|gemfile|[^/]*\.gemspec|composer\.json|build\.gradle(\.kts)?|pom\.xml|packages\.config|[^/]*\.csproj|directory\.packages\.props|pubspec\.yaml|mix\.exs|package\.swift|podfile|conanfile\.(txt|py)|vcpkg\.json|bower\.json|environment\.ya?ml|flake\.nix)$/,
  ],
  ['docs', /(^|\/)(docs?|documentation|wiki|man|examples?\/readme)\//],
  [
    'docs',
    /\.(md|mdx|markdown|rst|adoc|asciidoc|textile|pod|1|txt)$|(^|\/)(?!.*\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kts?|swift|c|cc|cpp|cxx|h|hpp|cs|php|lua|pl|sh|vue|svelte|s?css|json|ya?ml|toml)$)(readme|changelog|changes|history|news|license|licence|copying|authors|contributors|contributing|notice|security|code_of_conduct|funding|maintainers|codeowners|citation)[^/]*$|(^|\/)\.github\/(issue_template|discussion_template)\/|(^|\/)\.github\/(pull_request_template|issue_template|funding)[^/]*$/,
  ],
  ['config', /(^|\/)\.[^/]+$|(^|\/)\.(vscode|idea|husky|changeset|devcontainer|cargo|config)\//],
  [
    'config',
    /\.(json[c5]?|ya?ml|toml|ini|cfg|conf|properties|editorconfig|env|plist|xml|tf|tfvars)$|(^|\/)(dockerfile[^/]*|makefile|cmakelists\.txt|justfile|rakefile|procfile|vagrantfile|tox\.ini|[^/]*\.config\.[a-z]+|[^/]*rc\.(js|cjs|mjs|ts)|gulpfile[^/]*|gruntfile[^/]*)$/,
  ],
];

/** The role of the file at this path. */
export function roleOf(path: string): FileRole {
  const lower = path.toLowerCase();
  return RULES.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'source';
}
