import DataLoader from 'dataloader';

/**
 * One trip to the store for what many requests want of it in the same turn of the event loop: under load each command
 * of a driver costs more than what it carries. Nothing is remembered, so each reads what stands when it asks.
 */
const oneTurn = {
  cache: false,
  maxBatchSize: 100,
  batchScheduleFn: (send: () => void) => setImmediate(send),
};

/**
 * @param readAll the documents of these keys, in any order, those that there are
 * @returns reads one document, null where there is none; two that ask for the same one get the same object: read it only
 */
export function readTogether<Key, Doc extends { _id: string }>(
  readAll: (keys: readonly Key[]) => Promise<readonly Doc[]>,
  idOf: (key: Key) => string,
): (key: Key) => Promise<Doc | null> {
  const loader = new DataLoader<Key, Doc | null>(async (keys) => {
    const found = new Map((await readAll(keys)).map((doc) => [doc._id, doc]));
    return keys.map((key) => found.get(idOf(key)) ?? null);
  }, oneTurn);
  return (key) => loader.load(key);
}

/**
 * @param sendAll inserts each of these that can be: unordered, so that one that is there keeps no other out
 * @returns inserts one document. @throws what its own insertion met: error 11000 where it is there
 */
export function insertTogether<Doc extends { _id: string }>(
  sendAll: (docs: Doc[]) => Promise<unknown>,
): (doc: Doc) => Promise<void> {
  const loader = new DataLoader<Doc, null>(async (docs) => {
    const failed = await faultsOf(sendAll([...docs]));
    return docs.map((_, index) => failed.get(index) ?? null);
  }, oneTurn);
  return async (doc) => void (await loader.load(doc));
}

/** What the driver throws of many insertions: which failed and why, where it is that alone. */
type BulkFault = {
  writeErrors?: OneFault | OneFault[];
  result?: { getWriteConcernError(): unknown };
};
type OneFault = { index: number; code: number; errmsg?: string };

/** @returns by index what kept documents out. @throws where nobody knows which of them are there */
async function faultsOf(sending: Promise<unknown>): Promise<Map<number, Error>> {
  try {
    await sending;
    return new Map();
  } catch (error) {
    const { writeErrors = [], result } = error as BulkFault;
    const failed = [writeErrors].flat();
    if (failed.length === 0 || result?.getWriteConcernError()) throw error;
    return new Map(
      failed.map(({ index, code, errmsg }) => [index, Object.assign(new Error(errmsg), { code })]),
    );
  }
}
