import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Checked, Refused } from './checked.ts';
import { type Field, type ObjectField, schemaOf } from './field.ts';
import { FORMAT_CHECKS } from './formats.ts';
import type { Place } from './source-text.ts';

/** What was extracted from one piece. Paths are JSON pointers into `values`. */
export interface Extracted {
  values: Record<string, unknown>;
  /** Where each value stands that was looked up: 1-based lines and columns of the input. */
  places: ({ path: string } & Place)[];
  /** What was not taken over: it does not stand in the text, or has not the form. */
  rejected: ({ path: string } & Refused)[];
}

/** An answer in the schema's form. */
export interface Finished extends Extracted {
  /** Geometric mean of what the model was sure of, 0 to 1. */
  probability: number;
}

export interface Finish {
  (checked: Checked): Finished;
  /** What of a schema's form is missing in values, and what is wrong otherwise; both in words. */
  problems(values: unknown): { missing: string[]; wrong: string[] };
}

const MOST_REPAIRS = 3;

/** Makes values of what was found. What the schema's limits do not allow is rejected too. The schema is compiled when it is first needed. */
export function createFinish(field: ObjectField): Finish {
  let validator: ValidateFunction | undefined;
  const validate = () => {
    if (!validator) {
      const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false, logger: false, ownProperties: true });
      for (const [name, test] of Object.entries(FORMAT_CHECKS)) ajv.addFormat(name, test);
      validator = ajv.compile(schemaOf(field));
    }
    return validator;
  };
  const finish = (checked: Checked): Finished => {
    const rejected: Extracted['rejected'] = [];
    const dropped = new Set<string>();
    for (let attempt = 0; ; attempt++) {
      const made: Made = { places: [], rejected: [], probabilities: [], sources: new Map(), elements: new Map() };
      const values = valuesOf(field, checked, '', '', dropped, made) as Record<string, unknown>;
      const valid = validate();
      const problems = valid(values) ? [] : (valid.errors ?? []);
      // A value that breaks a limit goes, and an element of a list that lacks what it must have; that a value of the whole is missing cannot be mended.
      const bad = problems.flatMap(({ instancePath, message }) => {
        const source = made.sources.get(instancePath) ?? elementAround(instancePath, made.elements);
        return source && !dropped.has(source.path) ? [{ ...source, at: instancePath, why: `It ${message ?? 'does not fit the schema'}.` }] : [];
      });
      if (bad.length > 0 && attempt < MOST_REPAIRS) {
        for (const { path, value, at, why } of bad) {
          if (dropped.has(path)) continue;
          dropped.add(path);
          rejected.push({ path: at, value, why }, ...made.rejected.filter((each) => each.path.startsWith(`${at}/`)));
        }
        continue;
      }
      const logarithms = made.probabilities.map((each) => Math.log(Math.max(each, 1e-3)));
      return {
        values,
        places: made.places,
        rejected: [...made.rejected, ...rejected],
        probability: logarithms.length === 0 ? 1 : Math.exp(logarithms.reduce((sum, each) => sum + each, 0) / logarithms.length),
      };
    }
  };
  const problems: Finish['problems'] = (values) => {
    const found = validate()(values) ? [] : (validate().errors ?? []);
    const isMissing = ({ keyword }: ErrorObject) => keyword === 'required' || keyword === 'minItems';
    return {
      missing: found.filter(isMissing).map(({ keyword, instancePath, params }) => (keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])} was not found.` : `${instancePath} has too few values.`)),
      wrong: found.filter((each) => !isMissing(each)).map(({ instancePath, message }) => `${instancePath || 'It'} ${message ?? 'does not fit the schema'}.`),
    };
  };
  return Object.assign(finish, { problems });
}

interface Made {
  places: Extracted['places'];
  rejected: Extracted['rejected'];
  probabilities: number[];
  /** By the path in the values: the path in what was checked, which lasts. */
  sources: Map<string, Source>;
  /** The same for the elements of lists. */
  elements: Map<string, Source>;
}

interface Source {
  path: string;
  value: unknown;
}

/** The element of a list that a path leads into: where something is wanting in it that cannot be found, the list does without it. */
function elementAround(path: string, elements: ReadonlyMap<string, Source>): Source | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (elements.has(at)) return elements.get(at);
  return undefined;
}

/** `origin` is the path in what was checked, `path` that in the values: elements may be left out between them. */
function valuesOf(field: Field, node: Checked | undefined, path: string, origin: string, dropped: ReadonlySet<string>, made: Made): unknown {
  if (field.kind === 'object') {
    const entries: [string, unknown][] = [];
    for (const { name, field: each, required } of field.properties) {
      const at = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const value = valuesOf(each, node?.kind === 'object' ? node.properties.get(name) : undefined, path + at, origin + at, dropped, made);
      if (value === undefined || (value === null && !each.nullable)) continue;
      if (!required && isNothingAtAll(value) && !each.nullable) continue;
      entries.push([name, value]);
    }
    if (field.nullable && entries.every(([, value]) => isNothingAtAll(value))) return null;
    return Object.fromEntries(entries);
  }
  if (field.kind === 'array') {
    const all = node?.kind === 'array' ? node.elements : [];
    if (node?.kind === 'array') made.rejected.push(...node.refused.map((each) => ({ path, ...each })));
    const values: unknown[] = [];
    for (const [index, each] of all.entries()) {
      if (typeof field.limits['maxItems'] === 'number' && values.length >= field.limits['maxItems']) break;
      if (dropped.has(`${origin}/${index}`)) continue;
      const value = valuesOf(field.element, each, `${path}/${values.length}`, `${origin}/${index}`, dropped, made);
      if (value === undefined) continue;
      made.elements.set(`${path}/${values.length}`, { path: `${origin}/${index}`, value });
      values.push(value);
    }
    return values;
  }
  if (node?.kind === 'leaf') {
    if (node.refused) made.rejected.push({ path, ...node.refused });
    // A value that was refused is a sign that the model was wrong here, however sure it was.
    made.probabilities.push(node.refused ? Math.min(node.probability, 0.5) : node.probability);
    if (node.value !== undefined && !dropped.has(origin)) {
      made.sources.set(path, { path: origin, value: node.value });
      if (node.place) made.places.push({ path, ...node.place });
      return node.value;
    }
  }
  if (field.nullable) return null;
  // An empty text says that there is none, where the schema wants one and knows no null.
  return field.kind === 'string' && field.format === undefined && field.limits['pattern'] === undefined && !(Number(field.limits['minLength']) > 0) ? '' : undefined;
}

function isNothingAtAll(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value as object).every(isNothingAtAll);
}
