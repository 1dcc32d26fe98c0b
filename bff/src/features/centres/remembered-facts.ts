import { type CentreFacts, type CentreModels, listFacts } from './centres.model.js';
import type { Found } from './nearby.model.js';

/**
 * The facts of centres just found, most of them from memory: those of one `rev` never change, and finding has just
 * read the `rev` in force. So nothing here can be out of date; it only spares reading the same cards again.
 */
export function rememberedFacts(models: CentreModels, size: number) {
  const memory = new Map<string, CentreFacts>();

  function remember(facts: CentreFacts): void {
    memory.delete(facts._id);
    memory.set(facts._id, facts);
    // A Map keeps the order of insertion, so its first key is the one longest unused.
    if (memory.size > size) memory.delete(memory.keys().next().value ?? '');
  }

  /** In the order of `found`, without those that are gone since. */
  return async function factsOf(
    found: readonly Found[],
  ): Promise<{ facts: CentreFacts; millimetres: number }[]> {
    const known = found.map(({ id, rev }) => {
      const facts = memory.get(id);
      return facts && facts.rev >= rev ? facts : null;
    });
    const missing = found.filter((_, index) => !known[index]).map(({ id }) => id);
    const read = missing.length > 0 ? await listFacts(models, missing) : [];
    const readById = new Map(read.map((facts) => [facts._id, facts]));
    return found.flatMap(({ id, millimetres }, index) => {
      const facts = known[index] ?? readById.get(id);
      if (!facts) return [];
      remember(facts);
      return [{ facts, millimetres }];
    });
  };
}
