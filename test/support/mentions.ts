import type { Connection } from 'mongoose';

/** Where in the store any of these words occurs: `collection/_id`, over all collections and whole documents. */
export async function findMentions(store: Connection, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of (await store.db?.listCollections().toArray()) ?? []) {
    for (const doc of await store.collection(name).find().toArray()) {
      const text = JSON.stringify(doc);
      if (words.some((word) => text.includes(word))) found.push(`${name}/${String(doc._id)}`);
    }
  }
  return found.sort();
}
