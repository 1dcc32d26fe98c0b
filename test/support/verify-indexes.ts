import { wholeRange } from '@nearcare/bff/embedded-store/collection-index';
import { decode } from '@nearcare/bff/embedded-store/documents';
import { lockFolder } from '@nearcare/bff/embedded-store/lock';
import { Storage } from '@nearcare/bff/embedded-store/storage';

/**
 * Compares every index of a store's folder with one rebuilt from the documents, entry by entry. Nobody may be serving
 * the folder. Answers what differs in words; nothing when all is well.
 */
export async function verifyIndexes(dataDir: string): Promise<string[]> {
  const unlock = await lockFolder(dataDir);
  const storage = new Storage(dataDir);
  const problems: string[] = [];
  try {
    for (const collection of storage.list()) {
      const { namespace, primary, indexes } = collection;
      const expected = new Map<string, string>();
      for (const { key, value } of storage.entries(primary, wholeRange(primary.id))) {
        const doc = decode(value);
        if (!collection.keyOf(doc['_id']).equals(key))
          problems.push(`${namespace}: a document under another key`);
        for (const index of indexes)
          for (const entry of index.entries(doc, key))
            expected.set(entry.key.toString('latin1'), key.toString('latin1'));
      }
      for (const index of indexes) {
        for (const { key, value } of storage.entries(index, wholeRange(index.id))) {
          const name = key.toString('latin1');
          if (expected.get(name) !== value.toString('latin1'))
            problems.push(`${namespace} ${index.name}: an entry too many`);
          expected.delete(name);
        }
      }
      if (expected.size > 0) problems.push(`${namespace}: ${expected.size} entries are missing`);
    }
  } finally {
    await storage.close();
    await unlock();
  }
  return problems;
}
