/** Sends a piece of the answer; resolves when the client takes more. Rejects when it is gone or takes nothing for too long. */
export type Write = (text: string) => Promise<void>;

export interface StreamOptions {
  type: string;
  /** Milliseconds that a client may take nothing. */
  stallMs: number;
  /** Sent as a sign of life, where the format has one. */
  ping?: { text: string; everyMs: number };
  /** What the client is told where it fails after the beginning. */
  failure(error: unknown): string;
}

/**
 * The answer that the work writes piece by piece. It begins with the first piece: what fails before rejects, and can still have a status of its own.
 */
export function streamed({ type, stallMs, ping, failure }: StreamOptions, work: (write: Write) => Promise<void>): Promise<Response> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  // Whoever writes hears of it.
  writer.closed.catch(() => undefined);
  const encoder = new TextEncoder();
  return new Promise((resolve, reject) => {
    let begun = false;
    const begin = () => {
      if (!begun) resolve(new Response(readable, { headers: { 'Content-Type': type } }));
      begun = true;
    };
    const write: Write = async (text) => {
      begin();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stalled = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error('The client takes nothing.')), stallMs)));
      try {
        await Promise.race([writer.write(encoder.encode(text)), stalled]);
      } catch (error) {
        void writer.abort().catch(() => undefined);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    };
    const pings = ping && setInterval(() => void write(ping.text).catch(() => undefined), ping.everyMs);
    const end = async () => {
      clearInterval(pings);
      // Never an error of the stream itself: the client has been told, or is gone.
      await writer.close().catch(() => undefined);
    };
    work(write).then(
      () => {
        begin();
        return end();
      },
      async (error: unknown) => {
        clearInterval(pings);
        if (!begun) return reject(error);
        await write(failure(error)).catch(() => undefined);
        await end();
      },
    );
  });
}

/** One server-sent event. JSON has no line ends. */
export function event(name: string | undefined, data: unknown): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** Sends what was said last, where the client is slower than the work: `merge` puts what waits and what is new into one. */
export function lagging<T>(send: (value: T) => Promise<void>, merge: (waiting: T, next: T) => T): { offer(value: T): void; sent(): Promise<void> } {
  let waiting: { value: T } | undefined;
  let sending: Promise<void> | undefined;
  const pump = async () => {
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      await send(value);
    }
  };
  return {
    offer(value) {
      waiting = { value: waiting ? merge(waiting.value, value) : value };
      // A client that is gone ends the job by its signal.
      sending ??= pump()
        .catch(() => undefined)
        .finally(() => (sending = undefined));
    },
    sent: async () => sending,
  };
}
