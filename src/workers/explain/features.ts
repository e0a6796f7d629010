import { modelFeatures, tokenFeatures } from '../../core/token-features.ts';
import type { Evidence } from '../../core/worker.ts';
import type { ExplainOutput } from './input.ts';

/** What may tell whether an explanation and its fix hold: above all whether the tool has confirmed a fix, and whose it is. */
export function explainFeatures({ output, checks, tokens, model }: Pick<Evidence<unknown, ExplainOutput>, 'output' | 'checks' | 'tokens' | 'model'>): Record<string, number> {
  const by = output.fix?.verified ? output.fix.by : undefined;
  const features: Record<string, number> = {
    'a tool\'s fix is confirmed': Number(by !== undefined && by !== 'model' && by !== 'message'),
    'the message\'s fix is confirmed': Number(by === 'message'),
    'the model\'s fix is confirmed': Number(by === 'model'),
    ...(output.fix && { 'lines of the fix': Math.log1p(output.fix.edits.reduce((sum, { startLine, endLine, newText }) => sum + Math.max(endLine - startLine + 1, newText.split('\n').length), 0)) }),
    ...tokenFeatures(tokens),
    ...modelFeatures(model),
  };
  for (const { name, passed } of checks) features[`failed ${name}`] = Number(!passed);
  return features;
}
