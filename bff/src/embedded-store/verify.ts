import { decode } from './documents.js';
import { wholeRange } from './keys.js';
import { lockFolder } from './lock.js';
import { Storage } from './storage.js';

/**
 * Compares every index of a folder with one rebuilt from the documents, entry by entry. Nobody may be serving the
 * folder. Answers what differs in words; nothing when all is well.
 */
export async function verifyIndexes(dataDir: string): Promise<string[]> {
  const unlock = await lockFolder(dataDir);
  const storage = new Storage(dataDir);
  const problems: string[] = [];
  try {
    for (const collection of storage.list()) {
      const expected = new Map<string, string>();
      for (const { key, value } of storage.entries(storage.documents, wholeRange(collection.id), false)) {
        const doc = decode(value);
        if (!collection.keyOf(doc._id).equals(key))
          problems.push(`${collection.namespace}: a document lies under another key`);
        for (const index of collection.indexes) {
          for (const entry of index.entries(doc, key))
            expected.set(entry.key.toString('latin1'), entry.value.toString('latin1'));
        }
      }
      for (const index of collection.indexes) {
        for (const { key, value } of storage.entries(storage.index, wholeRange(index.id), false)) {
          const name = key.toString('latin1');
          if (expected.get(name) !== value.toString('latin1'))
            problems.push(`${collection.namespace} ${index.name}: an entry too many`);
          expected.delete(name);
        }
      }
      if (expected.size > 0) problems.push(`${collection.namespace}: ${expected.size} entries are missing`);
    }
  } finally {
    await storage.close();
    await unlock();
  }
  return problems;
}
