import type { PickedFile } from './pick-file';
import { toPicked } from './pick-file.h5';

const database = 'nearcare-late-files';
const files = 'files';

/** Files that are still to be sent, so that closing the page loses none. Answers whether the browser keeps it. */
export const keepFile = (name: string, { source }: PickedFile): Promise<boolean> =>
  within('readwrite', (kept) => kept.put(source, name)).then(
    () => true,
    () => false,
  );

/** null where the browser has none of that name. */
export const openKept = (name: string): Promise<PickedFile | null> =>
  within('readonly', (kept) => kept.get(name) as IDBRequest<Blob | undefined>).then(
    (file) => (file === undefined ? null : toPicked(file)),
    () => null,
  );

/** Removes all but these. Never rejects. */
export async function dropKeptBut(names: readonly string[]): Promise<void> {
  try {
    const all = await within('readonly', (kept) => kept.getAllKeys());
    for (const name of all)
      if (!names.includes(name as string)) await within('readwrite', (kept) => kept.delete(name));
  } catch {
    // A browser without a place for them keeps none.
  }
}

/** What `work` answers, once the browser has written it down: a disk that is full says so only then. */
async function within<T>(
  mode: IDBTransactionMode,
  work: (kept: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opened = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = opened.transaction(files, mode);
      const request = work(transaction.objectStore(files));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(files);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
