/** A function that is made at its first call: for what is dear to make, of many kinds, and most of them seldom needed. */
export function madeWhenAsked<Args extends unknown[], Answer>(
  make: () => (...args: Args) => Answer,
): (...args: Args) => Answer {
  let made: ((...args: Args) => Answer) | null = null;
  return (...args) => {
    made ??= make();
    return made(...args);
  };
}
