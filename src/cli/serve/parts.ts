import type { ModelClient } from '../../models/client.ts';
import type { Bodies } from './body.ts';
import type { Metrics } from './metrics.ts';
import type { FairQueue } from './queue.ts';
import type { ServedWorkers } from './served-workers.ts';

/** What the routes are made of. */
export interface ServeParts {
  workers(): Promise<ServedWorkers>;
  model: Pick<ModelClient, 'name' | 'contextTokens' | 'countTokens' | 'generate' | 'embed'> & Partial<Pick<ModelClient, 'status'>>;
  /** What the model is called on the command line. */
  modelReference: string;
  queue: FairQueue;
  bodies: Bodies;
  metrics: Metrics;
  limits: {
    /** Milliseconds that one job may take, waiting included. */
    jobMs: number;
    /** Milliseconds that a client may take nothing of what it is sent. */
    stallMs: number;
    /** Milliseconds after which a stream that has nothing to say shows that it lives. */
    pingMs: number;
  };
}
