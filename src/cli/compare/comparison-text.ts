import { formatBytes } from '../../models/progress.ts';
import type { WorkerKind } from '../../workers/custom/definition.ts';
import { type Comparison, ENOUGH, type Row } from './verdict.ts';

/** The models side by side; also while they are tried. `total` is the number of examples. */
export function comparisonTable({ measure, rows }: Pick<Comparison, 'measure' | 'rows'>, kind: WorkerKind, total: number): string {
  const head = ['model', measure, '95 % interval', ...(kind === 'classify' ? [] : ['exact']), ...(kind === 'transform' ? ['checks'] : []), 'median', 'p95', 'load', 'memory', 'disk', ''];
  const body = rows.map((row) => [
    shortName(row.model),
    percent(row.value),
    row.interval === null ? '' : `${percent(row.interval[0])} – ${percent(row.interval[1])}`,
    ...(kind === 'classify' ? [] : [percent(row.exact)]),
    ...(kind === 'transform' ? [percent(row.checks)] : []),
    time(row.medianMs),
    time(row.p95Ms),
    time(row.loadMs),
    row.peakBytes === null ? '' : formatBytes(row.peakBytes),
    row.bytes === null ? '' : formatBytes(row.bytes),
    note(row, total),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => cells[column]!.length)));
  return [head, ...body].map((cells) => cells.map((cell, column) => (column === 0 || column === cells.length - 1 ? cell.padEnd(column === 0 ? widths[column]! : 0) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}

/** The model's own name, without where it is. */
function shortName(reference: string): string {
  return reference.split(/[#\\/]/).at(-1) || reference;
}

function note({ examples, failed, problem, complete }: Row, total: number): string {
  if (complete) return failed > 0 ? `${failed} without an answer: ${problem}` : '';
  return problem === '' ? `${examples} of ${total}` : problem;
}

/** Which model to take, and how far the examples carry that. */
export function verdictLines({ rows, chosen, best, measure }: Comparison, worker: string, total: number): string[] {
  const lines: string[] = [];
  const bestRow = rows.find(({ model }) => model === best);
  const others = rows.filter(({ complete }) => complete).length > 1;
  if (chosen !== null && others) {
    lines.push(chosen === best ? `${chosen} is the best here, and no smaller one is as good.` : `${chosen} is the smallest that is as good as ${best} (${percent(bestRow!.value)}), as far as ${total} examples can tell.`);
    lines.push(`To use it: "journeyman.models": { "${worker}": "${chosen}" }, or JOURNEYMAN_MODELS=${worker}=${chosen}`);
  }
  if (total < ENOUGH) {
    const [low, high] = bestRow?.interval ?? [0, 1];
    lines.push(`${total === 1 ? 'One example is' : `${total} examples are`} few: the ${measure} is known to within ${Math.round((high - low) * 50)} points either way. From ${ENOUGH} on, a difference of ten points begins to show.`);
  }
  return lines;
}

function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)} %`;
}

function time(ms: number | null): string {
  if (ms === null) return '';
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
}
