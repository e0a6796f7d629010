/** What a change is to those who use the software. */
export type Category = 'breaking' | 'added' | 'changed' | 'deprecated' | 'removed' | 'fixed' | 'security' | 'performance' | 'dependencies' | 'docs';

/** In the order in which changelogs list them. */
export const CATEGORIES: readonly Category[] = ['breaking', 'added', 'changed', 'deprecated', 'removed', 'fixed', 'security', 'performance', 'dependencies', 'docs'];

/** Headings of changelogs, as far as they are common, in the languages that most are written in. The first that fits decides. */
const TITLES: [Category, RegExp][] = [
  ['breaking', /breaking|incompatib|\bbrüche|rupture|incompatibilidad|major changes/i],
  ['security', /securit|sicherheit|sécurité|seguridad|segurança|sicurezza|vulnerab/i],
  ['deprecated', /deprecat|veraltet|obsol[eè]t|obsoleto|dépréci/i],
  ['fixed', /\bfix|bug|korrigiert|behoben|corrig|corrección|correç|corretto|arreglado|patch changes/i],
  ['removed', /remov|entfernt|supprim|eliminado|removido|rimosso/i],
  ['performance', /performan/i],
  ['dependencies', /dependenc|abhängigkeit/i],
  ['docs', /\bdoc(?:s|umentation)?\b|dokumentation/i],
  ['added', /\badd(?:ed|itions?)?\b|feature|\bnew\b|hinzugefügt|neu\b|ajout|añadido|agregado|adicionado|aggiunto|enhancement|minor changes/i],
  ['changed', /chang|improve|geändert|modif|cambi|alterado|mudan|updat|refactor|other|misc/i],
];

/** The category that a heading stands for; undefined for any other heading. */
export function categoryOfTitle(title: string): Category | undefined {
  return title.length > 60 || /contributor|credits|thanks|highlight/i.test(title) ? undefined : TITLES.find(([, pattern]) => pattern.test(title))?.[0];
}

const TYPES: Record<string, Category | null> = {
  feat: 'added',
  feature: 'added',
  enhancement: 'added',
  add: 'added',
  fix: 'fixed',
  bugfix: 'fixed',
  hotfix: 'fixed',
  perf: 'performance',
  improvement: 'changed',
  change: 'changed',
  revert: 'changed',
  deprecate: 'deprecated',
  deprecated: 'deprecated',
  remove: 'removed',
  removed: 'removed',
  security: 'security',
  sec: 'security',
  docs: 'docs',
  doc: 'docs',
  deps: 'dependencies',
  refactor: null,
  chore: null,
  ci: null,
  build: null,
  test: null,
  tests: null,
  style: null,
  release: null,
  wip: null,
  lint: null,
  internal: null,
};

/** The category of a type of Conventional Commits: null where users do not see such changes, undefined where it is no usual type. */
export function categoryOfType(type: string): Category | null | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}
