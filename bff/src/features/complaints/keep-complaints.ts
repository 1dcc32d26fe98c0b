import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import type { Files } from '../files/files.public.js';
import { projected, withDue } from './changes.js';
import type { ComplaintNews } from './complaint-news.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import type { newsAtDesk } from './desk/desk-news.js';
import type { LooksModel } from './desk/looks.model.js';
import type { Following } from './following.js';
import { namesFile } from './stored.rules.js';

export type KeepingDeps = {
  complaints: ComplaintsModel;
  looks: LooksModel;
  following: Following;
  files: Files;
  news: ComplaintNews;
  atDesk: ReturnType<typeof newsAtDesk>;
  keys: FamilyKeys;
  clock: Clock;
};

const pageSize = 200;
type Each = (docs: readonly ComplaintDoc[], what: (doc: ComplaintDoc) => Promise<unknown>) => Promise<number>;

/**
 * What happens to complaints by itself. Each step may be repeated, and by two processes at once; one that fails keeps no
 * other waiting.
 */
export function keepComplaints(deps: KeepingDeps) {
  const { complaints, looks, following, files, news, atDesk, keys, clock } = deps;

  /** One run of the job. @returns how many it did something with */
  async function run(): Promise<number> {
    const faults = keptFaults();
    const each: Each = async (docs, what) => {
      for (const doc of docs) await faults.attempt(what(doc), undefined);
      return docs.length;
    };
    const steps = [
      () => sayAllThatIsDue(each),
      async () => each(await complaints.listErasable(clock.now(), pageSize), erase),
      () => files.settleEvidence(isNamed),
      () => following.bringAll().then(() => 0),
      () => news.tellAll(),
      () => atDesk.tellAll(),
    ];
    let count = 0;
    for (const step of steps) count += await faults.attempt(step(), 0);
    faults.rethrow();
    return count;
  }

  const isNamed = async (id: string, fileId: string): Promise<boolean> =>
    namesFile((await complaints.find(id))?.events ?? [], fileId);

  async function sayWhatIsDue({ _id }: ComplaintDoc): Promise<void> {
    const key = await keys.find(_id);
    if (!key) return;
    await complaints.change(_id, (current) => {
      const late = withDue(current, key, clock.now());
      if (late !== current) return late;
      // Its promises are others by now than when it was written: else it would stay due for nothing.
      const fresh = projected(current);
      return fresh.nextDueAt?.getTime() === current.nextDueAt?.getTime() ? current : fresh;
    });
  }

  async function sayAllThatIsDue(each: Each): Promise<number> {
    const now = clock.now();
    let after: ComplaintDoc | null = null;
    for (let count = 0; ; ) {
      const page: ComplaintDoc[] = await complaints.listDue(now, after, pageSize);
      count += await each(page, sayWhatIsDue);
      if (page.length < pageSize) return count;
      after = page.at(-1) ?? null;
    }
  }

  /**
   * The mark first, in a write of its own: whoever reopens it in that moment keeps it. Then the key: whatever a crash
   * leaves of the rest can't be read any more.
   */
  async function erase({ _id }: ComplaintDoc): Promise<void> {
    const doc = await complaints.change(_id, (current) => {
      const isOver = current.eraseAt !== null && current.eraseAt <= clock.now();
      return isOver && !current.isErasing ? { ...current, isErasing: true } : current;
    });
    if (!doc?.isErasing) return;
    await keys.destroy(doc._id);
    await files.eraseEvidence(doc._id);
    await looks.eraseOf(doc._id);
    await complaints.erase(doc);
  }

  return { run };
}
