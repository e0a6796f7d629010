/** How many letters of a text may be of no use in one. */
const MOST_CONTROLS = 0.02;
const LOOKED_AT = 64 * 1024;

/** The text of bytes; undefined where they are none: UTF-8, UTF-16 where a mark or every other zero says so, otherwise windows-1252, which holds Latin-1. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  return encoding === 'windows-1252' ? (looksBinary(bytes) ? undefined : text) : text.slice(0, LOOKED_AT).includes('\0') ? undefined : text;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = zerosIn(bytes);
  if (zeros !== undefined) return zeros;
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** UTF-16 without a mark: letters of Western scripts have a zero byte each. */
function zerosIn(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length, 1024) & ~1;
  if (end < 8) return undefined;
  let [even, odd] = [0, 0];
  for (let index = 0; index < end; index += 2) {
    if (bytes[index] === 0) even++;
    if (bytes[index + 1] === 0) odd++;
  }
  if (odd > end * 0.4 && even === 0) return 'utf-16le';
  return even > end * 0.4 && odd === 0 ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Pictures, programs and archives are full of bytes that no text has. */
function looksBinary(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, LOOKED_AT);
  let controls = 0;
  for (let index = 0; index < end; index++) {
    const byte = bytes[index]!;
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) controls++;
  }
  return controls > end * MOST_CONTROLS;
}
