import { countsOf } from '../pull-request/file-summary.ts';
import type { ReviewFile, ReviewOutput, Risk, RiskKind } from './input.ts';

const NAMES: Record<RiskKind, string> = {
  'public-api': 'public API',
  migration: 'migration',
  security: 'security',
  'deleted-tests': 'tests',
  dependency: 'dependency',
  ci: 'CI',
  configuration: 'configuration',
  concurrency: 'concurrency',
  'error-handling': 'error handling',
  unseen: 'not shown',
};

/** The review as plain text: the whole, then each file with its risky places, as `path:line` that editors and terminals open. */
export function renderReview({ base, head, summary, files }: ReviewOutput): string {
  const range = base !== null && head !== null ? `${oneLine(base)}…${oneLine(head)}\n\n` : '';
  return `${range}${summary}\n\n${files.map(fileText).join('\n\n')}`;
}

function fileText(file: ReviewFile): string {
  const path = oneLine(file.path);
  const from = file.oldPath === undefined ? '' : ` (from ${oneLine(file.oldPath)})`;
  const counts = countsOf(file);
  return [`${path}${from}${counts && `  ${counts}`}`, `  ${file.summary}`, ...file.risks.map((risk) => riskText(risk, path))].join('\n');
}

function riskText({ kind, detail, line }: Risk, path: string): string {
  return `    ${path}${line === null ? '' : `:${line}`}  ${NAMES[kind]}: ${detail}`;
}

/** A file's name may hold line feeds. */
function oneLine(path: string): string {
  return path.replace(/\p{Cc}+/gu, '?');
}
