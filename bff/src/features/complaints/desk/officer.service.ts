import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow, instantAt } from '../../../lib/zone.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import type { Guardians } from '../../auth/auth.public.js';
import type { DeskHolders, HigherDesks } from '../../desk/desk.public.js';
import { phoneOfAuthor } from '../author-phone.js';
import { type Changes, projected } from '../changes.js';
import { latestExtension, runningClocks } from '../clocks.rules.js';
import type { ComplaintEvent, Life } from '../complaint.rules.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import { keyOfItem, opened } from '../complaints.view.js';
import { isReported } from '../reported.rules.js';
import { openAuthor, wordsAbout } from '../texts.js';
import type { LooksModel } from './looks.model.js';
import { type OfficerComplaint, toOfficerComplaint, toOfficerItem } from './officer.view.js';
import { findForOfficer, mayDecide, scopeOf } from './officer-scope.js';
import { queuePage } from './queue.js';
import { mayKnowOf } from './reported.js';

export type OfficerDeps = {
  complaints: ComplaintsModel;
  changes: Changes;
  /** Wants a run of the job now. */
  keepNow: () => void;
  looks: LooksModel;
  guardians: Guardians;
  deskHolders: DeskHolders;
  higher: HigherDesks;
  keys: FamilyKeys;
  clock: Clock;
};

type Act = Body<'deskActOnComplaint'>;
/** Moves that say why, or what. */
const needsText: readonly Act['move'][] = ['refused', 'extended', 'replied', 'closed'];

/** What officers do with the complaints of their own district, or of those below; others are not there for them. */
export function complaintsOfDistrict(deps: OfficerDeps) {
  const { complaints, changes, keepNow, looks, guardians, deskHolders, higher, keys, clock } = deps;

  /** Names nobody, so it is no look. @throws DomainError input_invalid */
  async function deskListComplaints(
    desk: OfficerDesk,
    { group = 'open', level, category, isOverdue, number, ...page }: Query<'deskListComplaints'>,
  ): Promise<Reply<'deskListComplaints'>> {
    if (number !== undefined) {
      const doc = await complaints.findWithin(scopeOf(desk), { number });
      return {
        items: doc && (await mayKnowOf(keys, desk, doc)) ? await toItems([doc]) : [],
        nextCursor: null,
      };
    }
    const filter = {
      ...scopeOf(desk),
      ...(group === 'newWords' ? { hasNewWords: true } : { isOpen: group === 'open' }),
      ...(level === undefined ? {} : { level }),
      ...(category === undefined ? {} : { category }),
      ...(isOverdue === undefined ? {} : { isOverdue }),
    };
    const { docs, nextCursor } = await queuePage(complaints, filter, page, (doc) =>
      mayKnowOf(keys, desk, doc),
    );
    return { items: await toItems(docs), nextCursor };
  }

  const toItems = (docs: readonly ComplaintDoc[]) =>
    Promise.all(docs.map(async (doc) => toOfficerItem(doc, await keyOfItem(doc, keys))));

  /** @throws DomainError not_found */
  async function deskGetComplaint(desk: OfficerDesk, id: string): Promise<OfficerComplaint> {
    return look(desk, await open(desk, id));
  }

  /**
   * @throws DomainError not_found (the complaint, or the one it shall be joined to), own_family (who decides must not be who
   * complained), reason_required, input_invalid, date_in_past, date_too_far, and why the move is refused
   */
  async function deskActOnComplaint(
    desk: OfficerDesk,
    id: string,
    act: Act,
    requestKey: string,
  ): Promise<OfficerComplaint> {
    const doc = await open(desk, id);
    const followers = await complaints.listFollowers(id);
    // What is said here is said to them as well.
    for (const follower of followers)
      if (await isOfOwnFamily(desk, follower)) throw new DomainError('own_family');
    const { move: kind, text, reported, reference } = act;
    if (text === undefined && kind === 'noted') throw invalid('/text', '写一点内容');
    if (text === undefined && needsText.includes(kind)) throw new DomainError('reason_required');
    if (kind !== 'noted' && !(await mayDecide(higher, desk, doc)))
      throw new DomainError('complaint_move_refused');
    const leadRefusal = kind === 'joined' ? await refuseLead(desk, doc, act) : null;
    const changed = await changes.add(id, {
      ...{ kind, by: 'officer', actor: desk.membershipId, requestKey, request: act, isDoubted: false },
      said: {
        ...(text === undefined ? {} : { text }),
        ...(reported === undefined ? {} : { reported }),
        ...(kind === 'handedOver' && reference !== undefined ? { reference } : {}),
      },
      eventOf: (life, current) => {
        // Only now: the answer to a repeated request may have been lost, and its lead be closed since.
        if (leadRefusal) throw leadRefusal;
        return eventOf(act, life, current);
      },
    });
    // Its author and those that follow it are told by the job.
    if (kind === 'joined' || followers.length > 0) keepNow();
    return look(desk, changed);
  }

  /** Of the same centre, which may come to see them together. One that others follow leads itself: there are no chains. */
  async function refuseLead(
    desk: OfficerDesk,
    doc: ComplaintDoc,
    { leadId }: Act,
  ): Promise<DomainError | null> {
    if (leadId === undefined) throw invalid('/leadId', '选一件一起办的');
    const lead = await findForOfficer(complaints, desk, leadId);
    if (!lead) return new DomainError('not_found');
    const isLeading = (await complaints.listFollowers(doc._id)).length > 0;
    const canLead = lead._id !== doc._id && lead.isOpen && lead.leadId === null;
    const isOfOne = doc.centreId !== null && lead.centreId === doc.centreId;
    const isFine = canLead && !isLeading && isOfOne;
    return isFine ? null : new DomainError('complaint_move_refused');
  }

  function eventOf(act: Act, life: Life, doc: ComplaintDoc): ComplaintEvent {
    const at = clock.now();
    const by = 'officer';
    switch (act.move) {
      case 'accepted':
      case 'replied':
      case 'noted':
        return { kind: act.move, by, at };
      case 'refused':
        return { kind: 'refused', by, at, nextBody: bodyOf(act) };
      case 'assigned': {
        const body = bodyOf(act);
        if (body === 'centre' && doc.centreId === null) throw invalid('/body', '不知道是哪家机构');
        return { kind: 'assigned', by, at, body };
      }
      case 'handedOver':
        return { kind: 'handedOver', by, at, body: bodyOf(act) };
      case 'extended':
        return { kind: 'extended', by, at, until: untilOf(act, life, doc, at) };
      case 'joined':
        return { kind: 'joined', by, at, leadId: act.leadId ?? '' };
      case 'closed':
        if (!act.result) throw invalid('/result', '选一个结果');
        return { kind: 'closed', by, at, result: act.result };
    }
  }

  /** The end of the day that the officer names: later than promised, and no later than one extension reaches. */
  function untilOf({ until }: Act, life: Life, doc: ComplaintDoc, now: Date): Date {
    const region = getRegion(doc.regionCode);
    const promises = region.complaints.promises[doc.level];
    if (until === undefined) throw invalid('/until', '选延到哪天');
    const at = instantAt(until, '24:00', region.timeZone);
    const due = runningClocks(region, promises, life).find(({ name }) => name === 'finish')?.due ?? now;
    const latest = latestExtension(region, promises, life);
    const dayBefore = (instant: Date) => civilNow(region.timeZone, new Date(instant.getTime() - 1)).date;
    if (at <= due || at <= now) throw new DomainError('date_in_past', { date: dayBefore(latest) });
    if (at > latest) throw new DomainError('date_too_far', { date: dayBefore(latest) });
    return at;
  }

  /** @throws DomainError not_found (also of one that is about this officer), own_family */
  async function open(desk: OfficerDesk, id: string): Promise<ComplaintDoc> {
    const doc = await findForOfficer(complaints, desk, id);
    if (!doc || !(await mayKnowOf(keys, desk, doc))) throw new DomainError('not_found');
    if (await isOfOwnFamily(desk, doc)) throw new DomainError('own_family');
    return doc;
  }

  async function isOfOwnFamily({ familyId }: OfficerDesk, doc: ComplaintDoc): Promise<boolean> {
    const key = await keys.find(doc._id);
    return key !== null && openAuthor(doc, key)?.familyId === familyId;
  }

  async function look(desk: OfficerDesk, doc: ComplaintDoc): Promise<OfficerComplaint> {
    const key = await keys.find(doc._id);
    if (!key) throw new DomainError('not_found');
    await looks.note(desk, doc._id, clock.now());
    await noteSeen(doc);
    return toOfficerComplaint(opened(doc, key, clock.now()), {
      authorPhone: await phoneOfAuthor(guardians, openAuthor(doc, key)),
      followers: await complaints.countFollowers(doc._id),
      centreStaff: await centreStaffOf(doc, key),
      mayDecide: await mayDecide(higher, desk, doc),
    });
  }

  /** What its author wrote is no news to the desk any more. */
  async function noteSeen({ _id, events, hasNewWords }: ComplaintDoc): Promise<void> {
    if (!hasNewWords) return;
    await complaints.change(_id, (current) => {
      const seenSeq = Math.max(current.seenSeq, events.length - 1);
      return seenSeq === current.seenSeq ? current : projected({ ...current, seenSeq });
    });
  }

  /** Known before it is given to the centre: there may be nobody who would see it. */
  async function centreStaffOf(doc: ComplaintDoc, key: FamilyKey): Promise<OfficerComplaint['centreStaff']> {
    if (doc.centreId === null) return null;
    const names = await deskHolders.listStaffNames(doc.centreId);
    const words = wordsAbout(doc, key);
    return { all: names.length, leftOut: names.filter((name) => isReported(name, words)).length };
  }

  return { deskListComplaints, deskGetComplaint, deskActOnComplaint };
}

function bodyOf({ body }: Act): NonNullable<Act['body']> {
  if (!body) throw invalid('/body', '选一个部门');
  return body;
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
