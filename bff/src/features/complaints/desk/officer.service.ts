import type { Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { Guardians } from '../../auth/auth.public.js';
import type { DeskHolders } from '../../desk/desk.public.js';
import { phoneOfAuthor } from '../author-phone.js';
import { type Changes, projected } from '../changes.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import { keyOfItem, opened } from '../complaints.view.js';
import type { HandledHere } from '../handled-here.js';
import { openAuthor } from '../texts.js';
import type { LooksModel } from './looks.model.js';
import { type OfficerComplaint, toOfficerComplaint, toOfficerItem } from './officer.view.js';
import { type Act, checkWords, invalid, officerEvent } from './officer-moves.js';
import { assignableTo, officerRights } from './officer-rights.js';
import { openForOfficer, scopeOf } from './officer-scope.js';
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
  handled: HandledHere;
  keys: FamilyKeys;
  clock: Clock;
};

/** What officers do with the complaints of their own district, or of those below; others are not there for them. */
export function complaintsOfDistrict(deps: OfficerDeps) {
  const { complaints, changes, keepNow, looks, guardians, keys, clock } = deps;
  const rights = officerRights(deps);

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

  /** @throws DomainError not_found, own_family */
  async function deskGetComplaint(desk: OfficerDesk, id: string): Promise<OfficerComplaint> {
    return look(desk, (await openForOfficer(deps, desk, id)).doc);
  }

  /**
   * @throws DomainError not_found (the complaint, or the one it shall be joined to), own_family (who decides must not be who
   * complained), reason_required, input_invalid, date_in_past, date_too_far, body_without_desk, and why the move is refused
   */
  async function deskActOnComplaint(
    desk: OfficerDesk,
    id: string,
    act: Act,
    requestKey: string,
  ): Promise<OfficerComplaint> {
    const { doc, key } = await openForOfficer(deps, desk, id);
    const { move: kind, text, reported, reference } = act;
    checkWords(act);
    const refusal = await refusalOf(desk, doc, key, act);
    const changed = await changes.add(id, {
      ...{ kind, by: 'officer', actor: desk.membershipId, requestKey, request: act, isDoubted: false },
      said: {
        ...(text === undefined ? {} : { text }),
        ...(reported === undefined ? {} : { reported }),
        ...(kind === 'handedOver' && reference !== undefined ? { reference } : {}),
      },
      eventOf: (life, current) => {
        // Only now: the answer to a repeated request may have been lost, and the matter have moved on since.
        if (refusal) throw refusal;
        return officerEvent(act, { life, doc: current, at: clock.now(), level: desk.level });
      },
    });
    // Its author and those that follow it are told by the job.
    if (kind === 'joined' || (await complaints.countFollowers(id)) > 0) keepNow();
    return look(desk, changed);
  }

  /** Why this desk may not, whatever the table of moves says; null where it may. */
  async function refusalOf(
    desk: OfficerDesk,
    doc: ComplaintDoc,
    key: FamilyKey,
    act: Act,
  ): Promise<DomainError | null> {
    const { moves, refusal } = await rights.rightsOf(desk, doc, key);
    if (!moves.includes(act.move)) return refusal;
    if (act.move === 'joined') return refuseLead(desk, doc, act);
    if (act.move === 'assigned') return refuseBody(doc, key, act);
    return null;
  }

  /** Of the same centre, which may come to see them together. One that others follow leads itself: there are no chains. */
  async function refuseLead(
    desk: OfficerDesk,
    doc: ComplaintDoc,
    { leadId }: Act,
  ): Promise<DomainError | null> {
    if (leadId === undefined) throw invalid('/leadId', '选一件一起办的');
    const lead = await openForOfficer(deps, desk, leadId).catch(asRefusal);
    if (lead instanceof DomainError) return lead;
    const { _id, isOpen, centreId, leadId: leadOfLead } = lead.doc;
    const isLeading = (await complaints.countFollowers(doc._id)) > 0;
    const canLead = _id !== doc._id && isOpen && leadOfLead === null;
    const isOfOne = doc.centreId !== null && centreId === doc.centreId;
    const isFine = canLead && !isLeading && isOfOne;
    return isFine ? null : new DomainError('complaint_move_refused');
  }

  async function refuseBody(doc: ComplaintDoc, key: FamilyKey, { body }: Act): Promise<DomainError | null> {
    // What is missing altogether is said by the field.
    if (body === undefined || (body === 'centre' && doc.centreId === null)) return null;
    const isFine = assignableTo(await rights.centreStaffOf(doc, key)).includes(body);
    return isFine ? null : new DomainError('body_without_desk');
  }

  async function look(desk: OfficerDesk, doc: ComplaintDoc): Promise<OfficerComplaint> {
    const key = await keys.find(doc._id);
    if (!key) throw new DomainError('not_found');
    await looks.note(desk, doc._id, clock.now());
    const { moves } = await rights.rightsOf(desk, doc, key);
    // What only one that looks on has read is still new to whoever has to do something about it.
    if (moves.includes('accepted')) await noteSeen(doc);
    const centreStaff = await rights.centreStaffOf(doc, key);
    return toOfficerComplaint(opened(doc, key, clock.now()), {
      authorPhone: await phoneOfAuthor(guardians, openAuthor(doc, key)),
      followers: await complaints.countFollowers(doc._id),
      centreStaff,
      assignable: assignableTo(centreStaff),
      moves,
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

  return { deskListComplaints, deskGetComplaint, deskActOnComplaint };
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
