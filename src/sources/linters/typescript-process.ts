/**
 * What runs in TypeScript's own child process: the project's TypeScript is the project's code and never runs in ours. Plain text
 * because it is handed to `node -e`: a bundler must not touch it, and it needs no file of its own.
 * Speaks over the IPC channel: a request is `{ id, typescript, file, source, folder, rule }`, an answer `{ id, checked, findings }` or `{ id, error }`.
 * `folder` (or null) stands for a file that has no project: types are looked for from there, and default options apply.
 * A language service is kept for each of the projects asked for last. TypeScript's plugins are loaded by its server alone, so none run here.
 */
export const TYPESCRIPT_PROCESS = String.raw`
'use strict';
const { createRequire } = require('node:module');

/** Projects whose files' trees are kept, and projects whose configuration is. */
const SERVICES = 3;
const PROJECTS = 50;
/** Milliseconds for which the list of a project's files is taken for current; a changed configuration is seen at once. */
const CURRENT = 3000;
/** Findings whose fixes are asked for, where one code is: to know what could be imported, TypeScript looks through all the project's files. */
const WITH_FIXES = 30;
const RELATED = 5;
/** Not found; cannot be read; extends itself. What the compiler makes of such a project is not what its authors see. */
const UNUSABLE = [6053, 5083, 18000];

let ts;
let loadedFrom;
/** By configuration file or, for files without one, by folder. */
const projects = new Map();
/** Projects with a language service, the last used last. */
let alive = [];
/** The asked file's text in place of the one on disk. */
let asked = { file: '', source: '', version: 0 };

function load(folder) {
  if (loadedFrom === folder) return;
  projects.clear();
  alive = [];
  loadedFrom = undefined;
  const fromThere = createRequire(folder + '/any.js');
  try {
    ts = fromThere(folder);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    ts = undefined;
  }
  if (typeof ts?.createLanguageService !== 'function') throw new Error('TypeScript ' + fromThere(folder + '/package.json').version + ' has no language service that can be asked.');
  loadedFrom = folder;
}

const slashes = (path) => path.replaceAll('\\', '/');
const same = (path) => (ts.sys.useCaseSensitiveFileNames ? slashes(path) : slashes(path).toLowerCase());
const isAsked = (path) => same(path) === same(asked.file);
function parentOf(path) {
  const at = path.lastIndexOf('/');
  return at < 0 ? path : path.slice(0, at) || '/';
}

function hostOf(project) {
  const { sys } = ts;
  return {
    getCompilationSettings: () => project.options,
    getProjectReferences: () => project.references,
    useSourceOfProjectReferenceRedirect: () => true,
    // Nothing is read again within a request.
    getProjectVersion: () => String(asked.version),
    getScriptFileNames: () => (project.takesAny ? [asked.file] : project.files),
    getScriptVersion: (path) => (isAsked(path) ? 'asked ' + asked.version : String(sys.getModifiedTime?.(path)?.getTime() ?? 0)),
    getScriptSnapshot(path) {
      const text = isAsked(path) ? asked.source : sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => project.folder,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    getNewLine: () => '\n',
    fileExists: (path) => isAsked(path) || sys.fileExists(path),
    readFile: (path, encoding) => (isAsked(path) ? asked.source : sys.readFile(path, encoding)),
    readDirectory: sys.readDirectory,
    directoryExists: sys.directoryExists,
    getDirectories: sys.getDirectories,
    realpath: sys.realpath,
  };
}

function flat(text) {
  return ts.flattenDiagnosticMessageText(text, '\n');
}

/** What the editor takes for a file that belongs to no project. */
function defaults() {
  const resolution = ts.ModuleResolutionKind;
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve ?? ts.ModuleKind.ESNext,
    moduleResolution: resolution.Bundler ?? resolution.Node10 ?? resolution.NodeJs,
    jsx: ts.JsxEmit.React,
    allowJs: true,
    allowImportingTsExtensions: resolution.Bundler === undefined ? undefined : true,
    allowSyntheticDefaultImports: true,
    strictNullChecks: true,
    strictFunctionTypes: true,
    noEmit: true,
  };
}

function readConfiguration(path) {
  const read = [];
  const readFile = (file) => {
    read.push(file);
    return ts.sys.readFile(file);
  };
  const { config, error } = ts.readConfigFile(path, readFile);
  if (error) throw new Error(path + ': ' + flat(error.messageText));
  const jsconfig = path.endsWith('/jsconfig.json') ? { allowJs: true, maxNodeModuleJsDepth: 2, allowSyntheticDefaultImports: true, skipLibCheck: true } : {};
  const parsed = ts.parseJsonConfigFileContent(config, { ...ts.sys, readFile }, parentOf(path), jsconfig, path);
  const broken = parsed.errors.find(({ code }) => UNUSABLE.includes(code));
  if (broken) throw new Error(path + ': ' + flat(broken.messageText));
  return { parsed, stamps: read.map((file) => [file, modified(file)]) };
}

const modified = (file) => ts.sys.getModifiedTime?.(file)?.getTime() ?? 0;

function serviceOf(project) {
  project.service ??= ts.createLanguageService(hostOf(project));
  alive = [...alive.filter((each) => each !== project), project];
  if (alive.length > SERVICES) {
    const oldest = alive.shift();
    oldest.service.dispose();
    oldest.service = undefined;
  }
  return project.service;
}

function remember(key, make) {
  if (projects.size > PROJECTS) {
    projects.clear();
    alive = [];
  }
  const project = projects.get(key) ?? make();
  projects.set(key, project);
  return project;
}

function projectOf(configuration) {
  const project = remember(configuration, () => ({ folder: parentOf(configuration), options: {}, files: [], read: 0, stamps: [] }));
  if (Date.now() - project.read > CURRENT || project.stamps.some(([file, time]) => modified(file) !== time)) {
    const { parsed, stamps } = readConfiguration(configuration);
    Object.assign(project, { options: { ...parsed.options, noEmit: true }, files: parsed.fileNames, references: parsed.projectReferences, read: Date.now(), stamps });
  }
  return project;
}

/** The projects that one refers to, and those that they refer to: a solution names its parts only. */
function referredBy(project, seen = new Set()) {
  return (project.references ?? []).flatMap((reference) => {
    const path = slashes(ts.resolveProjectReferencePath(reference));
    if (seen.has(path) || seen.size >= PROJECTS / 2) return [];
    seen.add(path);
    try {
      const part = projectOf(path);
      return [part, ...referredBy(part, seen)];
    } catch {
      // A part that cannot be read may have nothing to do with the file.
      return [];
    }
  });
}

function projectWith(configuration, file) {
  const main = projectOf(configuration);
  const listed = [main, ...referredBy(main)].find(({ files }) => files.some(isAsked));
  // A file may also belong to a project because another of its files imports it.
  return listed ?? (main.files.length > 0 && serviceOf(main).getProgram().getSourceFile(file) !== undefined ? main : undefined);
}

/** As the editor does it: the nearest configuration whose project has the file; default options where none has it. */
function projectFor(file, folder) {
  const alone = (place) => remember('any in ' + place, () => ({ folder: place, options: defaults(), takesAny: true }));
  if (folder !== null) return alone(slashes(folder));
  for (let above = parentOf(file); ; above = parentOf(above)) {
    const configuration = ['tsconfig.json', 'jsconfig.json'].map((name) => (above.endsWith('/') ? above : above + '/') + name).find(ts.sys.fileExists);
    const project = configuration && projectWith(configuration, file);
    if (project) return project;
    if (parentOf(above) === above) return alone(parentOf(file));
  }
}

function messageOf(diagnostic, folder) {
  const related = (diagnostic.relatedInformation ?? []).slice(0, RELATED).map((each) => {
    if (!each.file || each.start === undefined) return flat(each.messageText);
    const { line, character } = each.file.getLineAndCharacterOfPosition(each.start);
    const name = slashes(each.file.fileName);
    return flat(each.messageText) + ' (' + (name.startsWith(folder + '/') ? name.slice(folder.length + 1) : name) + ':' + (line + 1) + ':' + (character + 1) + ')';
  });
  return [flat(diagnostic.messageText), ...related].join('\n');
}

/** How the source is indented and ends its lines, for the text that fixes bring in. */
function formatOf(source) {
  const format = ts.getDefaultFormatCodeSettings?.(source.includes('\r\n') ? '\r\n' : '\n') ?? {};
  const widths = [...source.matchAll(/^(\t| +)\S/gm)].map(([, space]) => space);
  if (widths.includes('\t')) return { ...format, convertTabsToSpaces: false };
  const width = Math.min(...widths.map((space) => space.length).filter((length) => length > 1));
  return Number.isFinite(width) ? { ...format, indentSize: width, tabSize: width } : format;
}

const EFFECTS = ['CallExpression', 'NewExpression', 'AwaitExpression', 'YieldExpression', 'TaggedTemplateExpression', 'DeleteExpression', 'PostfixUnaryExpression'];

/** Whether something goes with the span that does more than give a value, when the code runs past it. */
function hasEffects(tree, { start, length }) {
  const kinds = EFFECTS.map((name) => ts.SyntaxKind[name]);
  const acts = (node) =>
    kinds.includes(node.kind) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment) ||
    (ts.isPrefixUnaryExpression(node) && [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator));
  const visit = (node) => {
    const begin = node.getStart(tree);
    if (node.end <= start || begin >= start + length) return false;
    const inside = begin >= start && node.end <= start + length;
    // What a function would do when called is not done where it stands.
    if (inside && ts.isFunctionLike(node)) return false;
    return (inside && acts(node)) || ts.forEachChild(node, visit) === true;
  };
  return ts.forEachChild(tree, visit) === true;
}

function fixesOf(service, tree, { start = 0, length = 0, code }, file, format) {
  let fixes;
  try {
    fixes = service.getCodeFixesAtPosition(file, start, start + length, [code], format, {});
  } catch {
    // TypeScript's own failure while it thinks of a fix takes nothing from the finding.
    return [];
  }
  return fixes
    // Where a call goes with an unused variable, what the call does goes too.
    .filter(({ fixName, changes }) => fixName !== 'unusedIdentifier' || !changes[0]?.textChanges.some(({ span }) => hasEffects(tree, span)))
    .filter(({ commands, changes }) => !commands?.length && changes.length === 1 && !changes[0].isNewFile && isAsked(changes[0].fileName))
    .map(({ fixName, description, changes: [{ textChanges }] }) => ({
      name: fixName,
      title: description,
      changes: textChanges.map(({ span, newText }) => ({ start: span.start, end: span.start + span.length, text: newText })),
    }));
}

function inspect({ typescript, file, source, folder, rule }) {
  load(typescript);
  asked = { file: slashes(file), source, version: asked.version + 1 };
  const service = serviceOf(projectFor(asked.file, folder));
  const program = service.getProgram();
  const tree = program.getSourceFile(asked.file);
  const checked = !/\.[cm]?jsx?$/.test(asked.file) || (tree?.checkJsDirective?.enabled ?? program.getCompilerOptions().checkJs === true);
  if (!checked && rule === null) return { checked, findings: [] };
  const found = [
    ...service.getSyntacticDiagnostics(asked.file).map((diagnostic) => ({ diagnostic, syntax: true })),
    ...[...service.getSemanticDiagnostics(asked.file), ...(rule === null ? [] : service.getSuggestionDiagnostics(asked.file))]
      .filter(({ code }) => rule === null || String(code) === rule)
      .map((diagnostic) => ({ diagnostic, syntax: false })),
  ].filter(({ diagnostic }) => !diagnostic.file || isAsked(diagnostic.file.fileName));
  const format = formatOf(source);
  const root = slashes(program.getCurrentDirectory());
  return {
    checked,
    findings: found.map(({ diagnostic, syntax }, index) => ({
      code: diagnostic.code,
      syntax,
      message: messageOf(diagnostic, root),
      start: diagnostic.start ?? 0,
      length: diagnostic.length ?? 0,
      fixes: rule !== null && index < WITH_FIXES ? fixesOf(service, tree, diagnostic, asked.file, format) : [],
    })),
  };
}

process.on('message', (request) => {
  let answer;
  try {
    answer = inspect(request);
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.send({ id: request.id, ...answer });
});
process.on('disconnect', () => process.exit());
`;
