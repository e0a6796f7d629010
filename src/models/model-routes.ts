/** Which models do a worker's job, in the order in which they are tried; `*` stands for workers that have no entry and whose file names no model. */
export type ModelRoutes = Readonly<Record<string, readonly string[]>>;

/** In place of a worker's name: the model that compares texts by vectors. None does unless it is named. */
export const EMBEDDINGS = 'embeddings';
/** Every other worker. */
export const OTHERS = '*';
/** More are a mistake. */
const MOST_WORKERS = 200;
const MOST_MODELS = 10;

/** Takes what is usable from an object of worker → reference or list of references. */
export function readRoutes(value: unknown): ModelRoutes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const routes = Object.entries(value)
    .slice(0, MOST_WORKERS)
    .map(([worker, given]) => [worker.trim(), referencesIn(given)] as const)
    .filter(([worker, references]) => worker !== '' && references.length > 0);
  return Object.fromEntries(routes);
}

function referencesIn(given: unknown): string[] {
  const list = (Array.isArray(given) ? given : [given]).filter((each): each is string => typeof each === 'string').map((each) => each.trim());
  return [...new Set(list.filter(Boolean))].slice(0, MOST_MODELS);
}

/** The models for a worker's job: the settings' choice for it, else what its file names and then the default one, else the settings' choice for the others, else the default one. */
export function referencesFor(routes: ModelRoutes, worker: string, preferred: readonly string[], fallback: string): readonly string[] {
  const own = routeOf(routes, worker);
  if (own) return own;
  const general = routeOf(routes, OTHERS) ?? [fallback];
  return preferred.length > 0 ? [...new Set([...preferred, ...general])] : general;
}

function routeOf(routes: ModelRoutes, worker: string): readonly string[] | undefined {
  return Object.hasOwn(routes, worker) ? routes[worker] : undefined;
}
