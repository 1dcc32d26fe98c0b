/** Crockford's alphabet: no I, L, O, U, so that a code can be read out and typed without doubt. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** One character of 5 bits for each byte, in groups of four: `K7M2-9QXP`. */
export function spokenCode(bytes: Uint8Array): string {
  const code = Array.from(bytes, (byte) => alphabet[byte % 32]).join('');
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** A code as people type it: any case, spaces or dashes anywhere, O for 0, I or L for 1. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
