import { type ModelRoutes, readRoutes } from '../models/model-routes.ts';
import { UsageError } from './arguments.ts';

const FORM = `JOURNEYMAN_MODELS is JSON such as {"commit": "MODEL", "*": ["MODEL", "ANOTHER"]}, or WORKER=MODEL,WORKER=MODEL; a worker that is named twice has two models, the second in case that the first cannot be used.`;

/** Reads which models do the jobs of which workers. UsageError where it cannot be read. */
export function parseRoutes(text: string): ModelRoutes {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  return trimmed.startsWith('{') ? fromJson(trimmed) : fromPairs(trimmed);
}

function fromJson(text: string): ModelRoutes {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(FORM, { cause: error });
  }
  const isReference = (each: unknown) => typeof each === 'string' && each.trim() !== '';
  const entries = Object.values(value as Record<string, unknown>);
  if (!entries.every((each) => (Array.isArray(each) ? each.length > 0 && each.every(isReference) : isReference(each)))) throw new UsageError(FORM);
  return readRoutes(value);
}

function fromPairs(text: string): ModelRoutes {
  const lists = new Map<string, string[]>();
  for (const pair of text.split(',').map((each) => each.trim()).filter(Boolean)) {
    const equals = pair.indexOf('=');
    const [worker, reference] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals < 1 || worker === '' || reference === '') throw new UsageError(FORM);
    lists.set(worker, [...(lists.get(worker) ?? []), reference]);
  }
  return readRoutes(Object.fromEntries(lists));
}
