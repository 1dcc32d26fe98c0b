/** A register writes the same few hundred texts over and over. */
const mostKnown = 2_000;

/** Reads a text once: whoever writes the same gets what was read of it, the very same object. */
export function remember<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const told = known.get(cell);
    if (told !== undefined) return told;
    const made = read(cell);
    // By a copy: a cell may be a slice, which keeps the whole piece of the file that it is of.
    if (known.size < mostKnown) known.set(Buffer.from(cell).toString(), made);
    return made;
  };
}
