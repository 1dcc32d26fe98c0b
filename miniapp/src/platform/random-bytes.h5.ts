/** Bytes nobody can guess, from the browser's own generator. */
export function randomBytes(length: number): Promise<Uint8Array> {
  return Promise.resolve(crypto.getRandomValues(new Uint8Array(length)));
}
