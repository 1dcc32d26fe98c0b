import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../../keys/family-keys.js';
import { latestExtension } from '../clocks.rules.js';
import { type InternalEvent, isOpenEvent, mayAdd } from '../complaint.rules.js';
import type { ComplaintDoc } from '../complaints.model.js';
import {
  type Opened,
  openEvents,
  toDeadline,
  toHandler,
  toHandling,
  toShown,
  toTold,
} from '../complaints.view.js';
import type { StoredEvent } from '../stored.rules.js';
import { openFiling, openSaid, reportedByOfficers } from '../texts.js';

export type OfficerComplaint = Reply<'deskGetComplaint'>;
type Item = Reply<'deskListComplaints'>['items'][number];

const moves = [
  ...(['accepted', 'refused', 'assigned', 'extended', 'replied', 'noted', 'handedOver', 'joined'] as const),
  'closed',
] as const satisfies readonly OfficerComplaint['may'][number][];

/** What other documents say: how to reach its author, and whom else it concerns. */
type Beside = Pick<OfficerComplaint, 'authorPhone' | 'followers' | 'centreStaff'> & { mayDecide: boolean };

const isNote = (event: StoredEvent): event is StoredEvent & InternalEvent => !isOpenEvent(event);

/** As officers see it: with the notes of the desk, and how to reach its author unless that is anonymous. */
export function toOfficerComplaint(of: Opened, { mayDecide, ...beside }: Beside): OfficerComplaint {
  const { doc, key, life, region } = of;
  const { bodies, cannedTexts, promises } = region.complaints;
  return {
    ...toShown(doc, key),
    ...toTold(of),
    ...toHandling(of),
    who: openFiling(doc, key).who ?? null,
    identity: doc.identity,
    ...beside,
    events: openEvents(of),
    notes: doc.events.filter(isNote).map((event) => ({
      ...{ seq: event.seq, at: event.at.toISOString() },
      text: openSaid(doc._id, event, key).text ?? '',
    })),
    flagged: doc.events.filter((event) => event.isDoubted).map(({ seq }) => seq),
    leadId: doc.leadId,
    reported: reportedByOfficers(doc, key),
    may: moves.filter((move) => (mayDecide || move === 'noted') && mayAdd(life, move, 'officer')),
    extendUntilAtMost: latestExtension(region, promises[doc.level], life).toISOString(),
    bodies: [...bodies],
    cannedTexts: [...cannedTexts],
    rev: doc.rev,
  };
}

/** Names nobody: looking at one is what is on record. */
export function toOfficerItem(doc: ComplaintDoc, key: FamilyKey | null): Item {
  const { isDoubted: isFlagged, hasNewWords, leadId } = doc;
  return {
    ...toShown(doc, key),
    handler: toHandler(doc),
    ...toDeadline(doc),
    isFlagged,
    hasNewWords,
    leadId,
  };
}
