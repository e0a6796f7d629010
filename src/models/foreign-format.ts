const MARKUP = /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i;

/** Says in one sentence what a file is that does not start like a GGUF file; undefined when it does. */
export function foreignFormat(start: Buffer): string | undefined {
  if (start.length === 0) return 'It is empty.';
  const magic = start.toString('latin1', 0, 4);
  if (magic === 'GGUF') return undefined;
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  if (MARKUP.test(text)) return 'It is a web page, not a model.';
  if (text.startsWith('version https://git-lfs')) return 'It is a Git LFS pointer: the model itself was not fetched.';
  if (/^\s*\{\s*"/.test(text)) return "It is a JSON text, perhaps a server's error message, not a model.";
  if (magic.startsWith('PK')) return 'It is a zip archive (PyTorch weights or a wheel are such), not a GGUF file.';
  if (start.length > 8 && start[8] === 0x7b && start.readUInt32LE(4) === 0) return 'It is a safetensors file; llama.cpp needs the GGUF form of the model.';
  if (['FUGG', 'lmgg', 'ggml', 'fmgg', 'ggmf', 'tjgg', 'ggjt'].includes(magic)) return magic === 'FUGG' ? 'Its bytes are in the wrong order.' : 'It is in the GGML format that came before GGUF.';
  return 'It is not a GGUF file.';
}
