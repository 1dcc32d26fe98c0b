type Parts<Doc> = {
  /** Documents that bear the mark, in no order. */
  listUntold(limit: number): Promise<Doc[]>;
  /** Gives the family its notices, each under a key of its own; nothing where nobody is left to hear of it. */
  tellAbout(doc: Doc): Promise<void>;
  /** Takes the mark off, only while the document stands as it was told. */
  markTold(doc: Doc): Promise<unknown>;
};

export type News<Doc> = {
  /** Does nothing where nothing is to be told. Safe to repeat. */
  tell(doc: Doc): Promise<void>;
  /** All that is untold. @returns how many. @throws the first fault, after the others of its page were tried */
  tellAll(): Promise<number>;
};

const pageSize = 200;

/**
 * Tells families what was decided about their documents, for certain: the write that decides sets `isUntold`, here it
 * is told and the mark taken off. Whoever decided tells at once; a job of the feature tells what a crash left. Since a
 * notice is one for its key, a crash in between, a second process and the job together tell nobody twice.
 */
export function untoldNews<Doc extends { isUntold?: true }>(parts: Parts<Doc>): News<Doc> {
  async function tell(doc: Doc): Promise<void> {
    if (!doc.isUntold) return;
    await parts.tellAbout(doc);
    await parts.markTold(doc);
  }

  async function tellAll(): Promise<number> {
    for (let count = 0; ; ) {
      const untold = await parts.listUntold(pageSize);
      const results = await Promise.allSettled(untold.map(tell));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      count += untold.length;
      if (untold.length < pageSize) return count;
    }
  }

  return { tell, tellAll };
}
