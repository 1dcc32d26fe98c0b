import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKey } from '../../../keys/family-keys.js';
import { mayAdd } from '../complaint.rules.js';
import type { ComplaintDoc } from '../complaints.model.js';
import {
  type EventView,
  numbered,
  type Opened,
  openEvents,
  toDeadline,
  toShown,
  toTold,
} from '../complaints.view.js';

export type CentreComplaint = Reply<'deskGetCentreComplaint'>;
type CentreEvent = CentreComplaint['events'][number];
type Item = Reply<'deskListCentreComplaints'>['items'][number];

/** What is between the department and the centre; what the author adds may tell who that is, and stays with officers. */
const kinds: readonly CentreEvent['kind'][] = ['accepted', 'assigned', 'extended', 'replied', 'closed'];

/**
 * Of officers' words only those that give it to the centre: the others are said to its author, or to another. Nor that there
 * is any evidence: a photograph may tell who took it.
 */
function ofCentre(event: EventView): CentreEvent[] {
  const { evidence: _, ...shown } = event;
  const kind = kinds.find((one) => one === event.kind);
  const isForCentre = event.by === 'centre' || (kind === 'assigned' && event.body?.code === 'centre');
  return kind ? [{ ...shown, kind, text: isForCentre ? event.text : null }] : [];
}

/** @param authorPhone of an author who chose to be named; nobody else may be handed in here */
export function toCentreComplaint(of: Opened, authorPhone: string | null): CentreComplaint {
  const { doc, key, life } = of;
  return {
    ...toShown(doc, key),
    ...toTold(of),
    authorPhone: doc.identity === 'named' ? authorPhone : null,
    events: numbered(openEvents(of).flatMap(ofCentre)),
    may: (['accepted', 'replied'] as const).filter((move) => mayAdd(life, move, 'centre')),
  };
}

export function toCentreItem(doc: ComplaintDoc, key: FamilyKey): Item {
  return { ...toShown(doc, key), ...toDeadline(doc) };
}
