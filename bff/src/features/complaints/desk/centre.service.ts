import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { Guardians } from '../../auth/auth.public.js';
import { phoneOfAuthor } from '../author-phone.js';
import { type Asked, type Changes, findRepeated, projected } from '../changes.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import { opened } from '../complaints.view.js';
import { openAuthor } from '../texts.js';
import { type CentreComplaint, toCentreComplaint, toCentreItem } from './centre.view.js';
import type { LooksModel } from './looks.model.js';
import { queuePage } from './queue.js';
import { keyForStaff } from './reported.js';

export type CentreDeps = {
  complaints: ComplaintsModel;
  changes: Changes;
  /** Wants a run of the job now. */
  keepNow: () => void;
  looks: LooksModel;
  guardians: Guardians;
  keys: FamilyKeys;
  clock: Clock;
};

/**
 * What staff do with complaints that are their centre's to answer. One that is about the very account that looks is not
 * there for it.
 */
export function complaintsOfCentre(deps: CentreDeps) {
  const { complaints, changes, keepNow, looks, guardians, keys, clock } = deps;

  /** What is about this account is left out. @throws DomainError input_invalid */
  async function deskListCentreComplaints(
    desk: StaffDesk,
    query: Query<'deskListCentreComplaints'>,
  ): Promise<Reply<'deskListCentreComplaints'>> {
    const filter = { forCentreId: desk.centreId, isOpen: true };
    const { docs, nextCursor } = await queuePage(
      complaints,
      filter,
      query,
      async (doc) => (await keyForStaff(keys, desk, doc)) !== null,
    );
    const items = await Promise.all(
      docs.map(async (doc) => {
        const key = await keyForStaff(keys, desk, doc);
        return key ? [toCentreItem(doc, key)] : [];
      }),
    );
    return { items: items.flat(), nextCursor };
  }

  /** @throws DomainError not_found */
  async function deskGetCentreComplaint(desk: StaffDesk, id: string): Promise<CentreComplaint> {
    return look(desk, await findOwn(desk, id));
  }

  /** @throws DomainError not_found, reason_required, and why the move is refused */
  async function deskAnswerComplaint(
    desk: StaffDesk,
    id: string,
    act: Body<'deskAnswerComplaint'>,
    requestKey: string,
  ): Promise<CentreComplaint> {
    const { move: kind, text } = act;
    if (kind === 'replied' && text === undefined) throw new DomainError('reason_required');
    const asked = { by: 'centre', actor: desk.membershipId, requestKey, request: act } as const;
    if (!(await complaints.findForCentre(desk.centreId, id))) return lookBack(desk, id, asked);
    await findOwn(desk, id);
    const changed = await changes.add(id, {
      ...{ ...asked, kind, isDoubted: false },
      said: text === undefined ? {} : { text },
      eventOf: () => ({ kind, by: 'centre', at: clock.now() }),
    });
    if ((await complaints.countFollowers(id)) > 0) keepNow();
    return look(desk, changed);
  }

  /**
   * It is not this centre's to answer any more, but the answer to what it said may have been lost: it gets that again, with
   * nothing that came after. @throws DomainError not_found, idempotency_key_reused
   */
  async function lookBack(desk: StaffDesk, id: string, asked: Asked): Promise<CentreComplaint> {
    const doc = await complaints.find(id);
    const key = doc?.centreId === desk.centreId ? await keyForStaff(keys, desk, doc) : null;
    const said = doc && key && findRepeated(doc, key, asked);
    if (!said) throw new DomainError('not_found');
    const events = doc.events.slice(0, said.seq + 1);
    return { ...(await look(desk, projected({ ...doc, events }))), may: [] };
  }

  async function findOwn(desk: StaffDesk, id: string): Promise<ComplaintDoc> {
    const doc = await complaints.findForCentre(desk.centreId, id);
    if (!doc || !(await keyForStaff(keys, desk, doc))) throw new DomainError('not_found');
    return doc;
  }

  async function look(desk: StaffDesk, doc: ComplaintDoc): Promise<CentreComplaint> {
    const key = await keyForStaff(keys, desk, doc);
    if (!key) throw new DomainError('not_found');
    await looks.note(desk, doc._id, clock.now());
    const author = doc.identity === 'named' ? openAuthor(doc, key) : null;
    return toCentreComplaint(opened(doc, key, clock.now()), await phoneOfAuthor(guardians, author));
  }

  return { deskListCentreComplaints, deskGetCentreComplaint, deskAnswerComplaint };
}
