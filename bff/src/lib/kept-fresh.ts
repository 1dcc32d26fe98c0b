/** After so long the next user has the changes read, and goes on meanwhile with what is known. */
const lookAfterMs = 1_000;
/** Nobody goes on with anything older: who comes after a quiet time waits until the changes are read. */
const oldestMs = 2_000;
/** Writers' clocks may be behind ours by so much, and a write may be so long on its way. */
const overlapMs = 10_000;

/**
 * Keeps what this process remembers of the store as fresh as lists promise (two seconds), by reading now and then what
 * was written since. Only use makes it look, so a quiet service asks nothing.
 * @param look reads what was written since, and brings the memory up to date
 * @param now the clock that the writers' stamps come from
 */
export function keptFresh(look: (since: Date) => Promise<void>, now: () => Date) {
  // By this process's own unbroken time, since clocks may be set; and the same moment as the stamps have it.
  let lookedAt = performance.now();
  let lookedOn = now();
  let looking: Promise<void> | null = null;

  async function lookOnce(): Promise<void> {
    const startedAt = performance.now();
    const startedOn = now();
    await look(new Date(lookedOn.getTime() - overlapMs));
    lookedAt = startedAt;
    lookedOn = startedOn;
  }

  /**
   * Resolves when what is remembered may be used; mostly at once.
   * @throws what `look` throws, once what is remembered is too old
   */
  return async function fresh(): Promise<void> {
    const age = performance.now() - lookedAt;
    if (age < lookAfterMs) return;
    looking ??= lookOnce().finally(() => {
      looking = null;
    });
    if (age > oldestMs) await looking;
    // A fault is met by those who come when it has become too old.
    else looking.catch(() => undefined);
  };
}
