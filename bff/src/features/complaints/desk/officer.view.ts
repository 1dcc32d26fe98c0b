import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../../keys/family-keys.js';
import type { ComplaintBody } from '../../../regions/complaint-rules.js';
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
import { bodyName } from '../routing.rules.js';
import type { StoredEvent } from '../stored.rules.js';
import { openFiling, openSaid, reportedByOfficers } from '../texts.js';

export type OfficerComplaint = Reply<'deskGetComplaint'>;
type Item = Reply<'deskListComplaints'>['items'][number];

const allMoves = [
  ...(['accepted', 'refused', 'assigned', 'extended', 'replied', 'noted', 'handedOver', 'joined'] as const),
  ...(['closed', 'takenOver'] as const),
] as const satisfies readonly OfficerComplaint['may'][number][];

/** What other documents say: how to reach its author, whom else it concerns, to whom it may go, and what is this desk's to do. */
type Beside = Pick<OfficerComplaint, 'authorPhone' | 'followers' | 'centreStaff'> & {
  assignable: readonly ComplaintBody[];
  moves: readonly OfficerComplaint['may'][number][];
};

const isNote = (event: StoredEvent): event is StoredEvent & InternalEvent => !isOpenEvent(event);

/** As officers see it: with the notes of the desk, and how to reach its author unless that is anonymous. */
export function toOfficerComplaint(of: Opened, { moves, assignable, ...beside }: Beside): OfficerComplaint {
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
    may: allMoves.filter((move) => moves.includes(move) && mayAdd(life, move, 'officer')),
    extendUntilAtMost: latestExtension(region, promises[doc.level], life).toISOString(),
    bodies: [...bodies],
    assignable: assignable.map((code) => ({ code, name: bodyName(region.complaints, code) })),
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
