import { type CardFacts, cardFactsKeeper } from './card-facts.js';
import type { CentreModels } from './centres.model.js';
import { type Found, readCardFacts } from './nearby.model.js';

/**
 * The facts of centres just found, most of them from memory: those of one `rev` never change, and finding has just
 * read the `rev` in force. So nothing here can be out of date; it spares a second trip to the store, which costs more
 * than all the rest of an answer.
 */
export function rememberedFacts(models: CentreModels, size: number) {
  const memory = new Map<string, CardFacts>();
  const keep = cardFactsKeeper();

  function remember(facts: CardFacts): void {
    // A Map keeps the order of insertion, so its first key is the one longest unused.
    memory.delete(facts._id);
    memory.set(facts._id, facts);
    if (memory.size > size) memory.delete(memory.keys().next().value ?? '');
  }

  async function read(ids: string[]): Promise<Map<string, CardFacts>> {
    const byId = new Map<string, CardFacts>();
    if (ids.length === 0) return byId;
    for await (const batch of readCardFacts(models, ids, ids.length))
      for (const facts of batch) byId.set(facts._id, keep(facts));
    return byId;
  }

  /** In the order of `found`, without those that are gone since. */
  return async function factsOf(
    found: readonly Found[],
  ): Promise<{ facts: CardFacts; millimetres: number }[]> {
    const known = found.map(({ id, rev, facts: brought }) => {
      if (brought) return brought;
      const facts = memory.get(id);
      return facts && facts.rev >= rev ? facts : null;
    });
    const missing = await read(found.filter((_, index) => !known[index]).map(({ id }) => id));
    return found.flatMap(({ id, millimetres, facts: brought }, index) => {
      const facts = known[index] ?? missing.get(id);
      if (!facts) return [];
      if (!brought) remember(facts);
      return [{ facts, millimetres }];
    });
  };
}
