import type { Escalation } from '../core/escalation.ts';

/** What has become of a local answer that is whole: the user is asked whether a remote model may be, or it is. */
export interface EscalationStep {
  step: 'asking' | 'sent';
  model: string;
  recipient: string;
}

/** The same escalation, which tells how far it has come. */
export function followEscalation(escalation: Escalation, tell: (step: EscalationStep) => void): Escalation {
  const { settings, trusted, redactor, exclusions, consent, ledger } = escalation;
  return {
    settings,
    trusted,
    remote: (signal) => escalation.remote(signal),
    redactor,
    exclusions,
    consent: {
      given: (worker, model, recipient) => consent.given(worker, model, recipient),
      ask(request, signal) {
        tell({ step: 'asking', model: request.model, recipient: request.recipient });
        return consent.ask(request, signal);
      },
    },
    ledger: {
      async begin(entry, permit) {
        const number = await ledger.begin(entry, permit);
        tell({ step: 'sent', model: entry.model, recipient: entry.recipient });
        return number;
      },
      end: (entry, outcome) => ledger.end(entry, outcome),
      stayed: (worker, answeredBy, inputTokens, outputTokens) => ledger.stayed(worker, answeredBy, inputTokens, outputTokens),
      spent: () => ledger.spent(),
    },
  };
}
