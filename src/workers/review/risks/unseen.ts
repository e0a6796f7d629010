import { isOmitted } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

/** Binary files that show what they are when they are opened, and run nothing. */
const SHOWN = /\.(?:png|jpe?g|gif|svg|ico|icns|webp|avif|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|wav|ogg|flac|mov|avi|webm|pdf|snap|mo)$/i;
/** In the beginning of a line that is minified or data. */
const MOST_WORDS = 55;
const SNAPSHOT = /\.snap$|(?:^|\/)__snapshots__\//;
const BUILT_BY_HAND = 20;

/** What a reader of the diff does not get to see, though it changes what runs. */
export const unseen: Detector = ({ change, role, added, language }, { files }) => {
  if (change.kind === 'deleted') return [];
  if (change.submodule) return [risk('unseen', 'Another repository moves to another commit: what changed there is not shown.')];
  if (change.binary) return role === 'test' || role === 'docs' || SHOWN.test(change.path) ? [] : [risk('unseen', 'The file is binary: what changed is not shown.')];
  if (isOmitted(change)) return [risk('unseen', 'The change is too large to be read here.')];
  if (role === 'source' && language !== 'unknown') {
    const long = added.find(({ long, text }) => long && text.split(' ').length < MOST_WORDS);
    if (long) return [risk('unseen', 'A line is too long to be read: it looks minified.', long.line)];
  }
  if (role !== 'generated' || change.kind !== 'modified' || SNAPSHOT.test(change.path) || change.added + change.removed > BUILT_BY_HAND) return [];
  const made = files.some((file) => file.role === 'source' || file.role === 'dependency' || file.role === 'lock' || file.language === 'protobuf');
  return made ? [] : [risk('unseen', 'The file is generated or somebody else’s, and changes by itself: that may be by hand.', added[0]?.line ?? null)];
};
