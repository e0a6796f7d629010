import type { Detector, Span } from './spans.ts';
import { isStandIn } from './values.ts';

const SECRET = /\bkind:[ \t]{0,4}["']?(?:Secret|SealedSecret)\b/g;
const ENTRY = /^[ +-]?[ \t]{1,12}["']?[\w.-]{1,200}["']?:[ \t]{1,4}["']?(?<secret>[^\s"'{}[\]#]{4,20000})(?=["'\s]|$)/dgm;
/** Entries of a manifest that say what it is. */
const PLAIN = /^[ +-]?[ \t]{1,12}["']?(?:name|namespace|type|kind|apiVersion|app(?:\.kubernetes\.io\/.*)?|labels?|component|release|chart|tier|environment|immutable|creationTimestamp|managed-by|version|uid|resourceVersion)["']?:/;
/** Characters of a manifest around its `kind` that are searched. */
const AROUND = 20_000;

/** The data of Kubernetes' secrets, base64 or not. */
export const findKubernetesData: Detector = (text) => {
  const spans: Span[] = [];
  let done = 0;
  for (const match of text.matchAll(SECRET)) {
    if (match.index < done) continue;
    const earliest = Math.max(done, match.index - AROUND);
    const before = text.slice(earliest, match.index);
    const from = earliest + Math.max(0, before.lastIndexOf('\n---'), before.lastIndexOf('apiVersion:'));
    const separator = /\n[ +-]?---|\ndiff --git|\n[ +-]?apiVersion:/.exec(text.slice(match.index, match.index + AROUND));
    const until = separator ? match.index + separator.index : Math.min(text.length, match.index + AROUND);
    done = until;
    const part = text.slice(from, until);
    const data = /^[ +-]?(?:data|stringData|encryptedData):/m.exec(part);
    if (!data) continue;
    const begin = from + data.index;
    for (const entry of text.slice(begin, until).matchAll(ENTRY)) {
      const [start, end] = entry.indices!.groups!.secret!;
      if (!PLAIN.test(entry[0]) && !isStandIn(entry.groups!.secret!)) spans.push({ start: begin + start, end: begin + end, kind: 'Kubernetes secret' });
    }
  }
  return spans;
};
