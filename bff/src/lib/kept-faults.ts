/** For what goes through many things of which one may fail: the others are tried all the same, and the fault comes out last. */
export function keptFaults() {
  const faults: unknown[] = [];
  return {
    /** @returns what the work answers, or `otherwise` where it failed */
    attempt: <T>(work: Promise<T>, otherwise: T): Promise<T> =>
      work.catch((error: unknown) => {
        faults.push(error);
        return otherwise;
      }),
    /** @throws the first fault, if there was any */
    rethrow(): void {
      if (faults.length > 0) throw faults[0];
    },
  };
}
