import { describe, expect, it } from 'vitest';
import { fromPage } from '../../../src/cli/serve/from-this-machine.ts';

describe('whether a page has sent a request', () => {
  it.each(['127.0.0.1:5656', 'localhost:5656', 'LOCALHOST:5656', '[::1]:5656'])('it has not where the host is %s', (host) => {
    expect(fromPage({ host }, 5656)).toBeUndefined();
    expect(fromPage({ host, 'sec-fetch-site': 'none' }, 5656)).toBeUndefined();
  });

  it.each([undefined, '', 'evil.test:5656', 'evil.test', '127.0.0.1', '127.0.0.1:80', 'localhost:56560', 'localhost.:5656', 'localhost.evil.test:5656', '127.0.0.1:5656@evil.test', '127.1:5656', '0.0.0.0:5656', '2130706433:5656', 'localhost:5656, evil.test'])('it may have where the host is %s', (host) => {
    expect(fromPage({ ...(host !== undefined && { host }) }, 5656)).toMatch(/Host/);
  });

  it.each(['http://evil.test', 'http://localhost:5656', 'null', ''])('it has where there is the origin %j', (origin) => {
    expect(fromPage({ host: 'localhost:5656', origin }, 5656)).toMatch(/Origin/);
  });

  it.each(['cross-site', 'same-site', 'same-origin'])('it has where the browser calls it %s', (site) => {
    expect(fromPage({ host: 'localhost:5656', 'sec-fetch-site': site }, 5656)).toMatch(/Sec-Fetch-Site/);
  });

  it('a name without a port is that of port 80', () => {
    expect(fromPage({ host: 'localhost' }, 80)).toBeUndefined();
  });
});
