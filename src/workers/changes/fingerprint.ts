/** FNV-1a of 2 × 32 bits over texts: enough to tell one change from another, and of bounded length. */
export function fingerprint(texts: Iterable<string>): string {
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (const text of texts) {
    for (let at = 0; at <= text.length; at++) {
      // Where a text ends counts too.
      const code = at < text.length ? text.charCodeAt(at) : 0x1ffff;
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ code, 0x01000193);
    }
  }
  return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`;
}
