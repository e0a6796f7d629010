/** What the bundle `remote.cjs` holds, loaded by the first job that needs a remote model: with the providers' SDK it is as large as the extension. */
export { listedPrice } from './listed-price.ts';
export { createServerClient } from './server-client.ts';
