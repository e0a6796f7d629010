import type { EscalationOptions } from './composition.ts';
import { UserError } from './core/errors.ts';
import type { Consent, Escalation, RemoteModel } from './core/escalation.ts';
import type { Log } from './core/log.ts';
import { createRedactor } from './remote/redact/redactor.ts';
import { parseRemoteReference, recipientOf } from './remote/reference.ts';
import { priceOf } from './remote/prices.ts';
import { createRemoteModel } from './remote/remote-model.ts';
import { createExclusions } from './sources/exclusions/exclusions.ts';
import type { Consents } from './store/consents.ts';
import type { KeptLedger } from './store/ledger.ts';

/** What `run` needs to ask a remote model, from the user's settings. Nothing is loaded or sent before the first job that asks. */
export function createEscalation(options: EscalationOptions, { ledger, consents, log }: { ledger: KeptLedger; consents: Consents; log: Log }): Escalation {
  return {
    settings: options.settings,
    trusted: options.trusted,
    remote: (signal) => remoteModel(options, log, signal),
    redactor: createRedactor(),
    exclusions: createExclusions({ patterns: options.exclude }),
    consent: remembering(options.consent, consents),
    ledger,
  };
}

async function remoteModel({ remote, allowHttp, prices, key, editorModel }: EscalationOptions, log: Log, signal: AbortSignal): Promise<RemoteModel | undefined> {
  if (remote.trim() === '') return undefined;
  const reference = parseRemoteReference(remote, { allowHttp });
  if (reference.provider === 'editor') {
    const model = await editorModel?.(reference.vendor, reference.family, signal);
    if (!model) throw new UserError(`The editor has no model ${reference.vendor}/${reference.family}.`, 'The extension that offers it is not installed, or not signed in.', 'Set up escalation with another model.');
    return model;
  }
  return createRemoteModel(reference, { key: () => key(recipientOf(reference)), price: await priceOf(reference, prices), log });
}

/** What was agreed to for good is kept beside the ledger, so that the editor and the command line know it of each other, and both are revoked together. */
function remembering(consent: Consent, consents: Consents): Consent {
  return {
    given: async (worker, model, recipient) => (await consents.given(worker, model, recipient)) || consent.given(worker, model, recipient),
    async ask(request, signal) {
      const answer = await consent.ask(request, signal);
      if (answer === 'always') await consents.give(request.consentFor, request.model, request.recipient);
      return answer;
    },
  };
}
