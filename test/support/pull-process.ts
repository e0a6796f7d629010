// Downloads the fixture's model in a process of its own: node pull-process.ts DIRECTORY HUB_URL
import { createModelLibrary } from '../../src/models/library.ts';
import { entry, hubSource } from './library-fixture.ts';

const [directory, hubUrl] = process.argv.slice(2);
const note = () => {};
const library = createModelLibrary({ directory: directory!, hubUrl, models: [entry([hubSource])], log: { debug: note, info: note, warn: note, error: note } });
process.stdout.write('started\n');
await library.pull('tiny', ({ received, source }) => process.stdout.write(`${source} ${received}\n`));
process.stdout.write('done\n');
