import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import { civilNow } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { Guardians } from '../../auth/auth.public.js';
import type { DeskHolders } from '../../desk/desk.public.js';
import type { NoticeFacts, Notices } from '../../notices/notices.public.js';
import { type News, untoldNews } from '../../notices/untold.public.js';
import { projected } from '../changes.js';
import { runningClocks } from '../clocks.rules.js';
import { lifeOf } from '../complaint.rules.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import type { HandledHere } from '../handled-here.js';
import { isReported } from '../reported.rules.js';
import { type DeskNews, deskNews, type StoredEvent } from '../stored.rules.js';
import { wordsAbout } from '../texts.js';

type Deps = {
  complaints: ComplaintsModel;
  handled: HandledHere;
  deskHolders: DeskHolders;
  guardians: Guardians;
  keys: FamilyKeys;
  notices: Notices;
};
type Facts = NoticeFacts['complaintAtDesk'];
type Holder = { guardianId: string; role: Facts['role'] };
type Untold = { isUntold: true; doc: ComplaintDoc };

/**
 * Tells who holds the desk of a complaint that something is to be done there: number, urgency and deadline, nothing of what
 * it is about or of whom. Whoever may not open it (its author's family, whom it is about) is told nothing, nor who has
 * no desk any more. Each stands among that person's own notices, which nobody else of its family sees.
 */
export function newsAtDesk(deps: Deps): Pick<News<Untold>, 'tellAll'> {
  const { complaints, handled, deskHolders, guardians, keys, notices } = deps;

  async function tellAbout({ doc }: Untold): Promise<void> {
    const key = await keys.find(doc._id);
    if (!key) return;
    for (const news of deskNews(doc.events, doc.level, doc.deskToldSeq)) {
      // What ended meanwhile is nothing to be done any more.
      const holders = doc.isOpen ? await holdersOf(doc, key, news) : [];
      for (const holder of holders) await tell(doc, key, news, holder);
    }
  }

  /** Who has it now, where it is late also those that are shown it for that; of what was taken over, who had it before. */
  async function holdersOf(
    doc: ComplaintDoc,
    key: FamilyKey,
    { change, event }: DeskNews,
  ): Promise<Holder[]> {
    const { deciding, watching, below } = await handled.listOfficers(doc, key);
    const isTaken = change === 'takenOver';
    const { handler } = lifeOf(isTaken ? doc.events.slice(0, event.seq) : doc.events);
    const isAtCentre = handler.body === 'centre';
    const officers = {
      urgent: isAtCentre ? [] : deciding,
      reminded: isAtCentre ? [] : deciding,
      overdue: [...deciding, ...watching],
      takenOver: below,
    }[change];
    const staff = isAtCentre ? await staffOf(doc, key) : [];
    return [
      ...officers.map(({ guardianId }) => ({ guardianId, role: 'officer' as const })),
      ...staff.map(({ guardianId }) => ({ guardianId, role: 'staff' as const })),
    ];
  }

  async function staffOf(doc: ComplaintDoc, key: FamilyKey) {
    const words = wordsAbout(doc, key);
    const staff = doc.centreId === null ? [] : await deskHolders.listStaff(doc.centreId);
    return staff.filter(({ name }) => !isReported(name, words));
  }

  async function tell(
    doc: ComplaintDoc,
    key: FamilyKey,
    { change, event }: DeskNews,
    { guardianId, role }: Holder,
  ): Promise<void> {
    const familyId = await guardians.findFamily(guardianId);
    if (familyId === null) return;
    const { _id: complaintId, number, level } = doc;
    await notices.tell({
      ...{ kind: 'complaintAtDesk', key: key.fingerprint(['toldDesk', event.seq]), familyId, at: event.at },
      onlyTo: guardianId,
      facts: { complaintId, number, role, change, isUrgent: level === 'urgent', until: untilOf(doc, event) },
      // Who was told, and who wasn't, must not be matched to the complaint by whoever has the store alone.
      isBlurred: true,
    });
  }

  return untoldNews<Untold>({
    listUntold: async (limit) =>
      (await complaints.listUntoldAtDesk(limit)).map((doc) => ({ isUntold: true, doc })),
    tellAbout,
    markTold: ({ doc: { _id, events } }) =>
      complaints.change(_id, (current) => {
        const deskToldSeq = Math.max(current.deskToldSeq, events.length - 1);
        return deskToldSeq === current.deskToldSeq ? current : projected({ ...current, deskToldSeq });
      }),
  });
}

/** The deadline that it is about, in the time of its region: of the clock that spoke, else the next one. */
function untilOf(doc: ComplaintDoc, event: StoredEvent): Facts['until'] {
  const region = getRegion(doc.regionCode);
  const clocks = runningClocks(region, region.complaints.promises[doc.level], lifeOf(doc.events));
  const own = 'clock' in event ? clocks.find(({ name }) => name === event.clock) : undefined;
  const { date, time } = civilNow(region.timeZone, own?.due ?? doc.dueAt);
  return { date, time };
}
