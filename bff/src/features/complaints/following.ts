import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { keptFaults } from '../../lib/kept-faults.js';
import { withDue, withEvents } from './changes.js';
import { type ComplaintEvent, type EventKind, fits, lifeOf } from './complaint.rules.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import type { StoredEvent } from './stored.rules.js';
import { openSaid, type Said } from './texts.js';

type Deps = { complaints: ComplaintsModel; keys: FamilyKeys; clock: Clock };

/**
 * What a joined complaint hears of its lead. What is noted there, and until when that was put off, is the lead's own: this
 * one's clocks run for this one.
 */
const heard: readonly EventKind[] = ['accepted', 'assigned', 'replied', 'handedOver', 'closed'];
const pageSize = 200;

export type Following = ReturnType<typeof complaintFollowing>;

/**
 * Complaints that were joined to another take over what its handlers say and decide, as events of their own: so their
 * authors are told like all others, and their clocks stop by the same rules. Each is taken over once, by a mark made of
 * the lead and the number of its event; what a crash left out the job brings.
 */
export function complaintFollowing({ complaints, keys, clock }: Deps) {
  /** @returns the complaint as it is then */
  async function bringUpToDate(joined: ComplaintDoc): Promise<ComplaintDoc> {
    const { leadId } = joined;
    const key = await keys.find(joined._id);
    if (leadId === null || !key) return joined;
    const lead = await complaints.find(leadId);
    const leadKey = lead && (await keys.find(leadId));
    const changed = await complaints.change(joined._id, (current) => {
      if (lifeOf(current.events).leadId !== leadId) return current;
      const late = withDue(current, key, clock.now());
      const brought = lead && leadKey ? take(late, key, lead, leadKey) : late;
      const hasEnded = !lead || lifeOf(lead.events).endedAt !== null;
      if (!brought.isOpen || !hasEnded) return brought;
      // It will hear nothing more of a lead that was refused, withdrawn or erased.
      return withEvents(brought, key, [
        { event: { kind: 'parted', by: 'service', at: clock.now() }, said: {} },
      ]);
    });
    return changed ?? joined;
  }

  function take(current: ComplaintDoc, key: FamilyKey, lead: ComplaintDoc, leadKey: FamilyKey): ComplaintDoc {
    const begin = beginOf(lead);
    const { acceptedAt } = lifeOf(lead.events);
    // Nothing of rounds that were over before; what the lead itself took over has another lead.
    const told = lead.events.filter(
      (event) => heard.includes(event.kind) && !event.isCopy && event.seq > begin.seq && !isToCentre(event),
    );
    const isAccepted = told.some(({ kind }) => kind === 'accepted') || !acceptedAt;
    // A lead that was reopened was accepted before: without that, this one could hear nothing of it.
    return (isAccepted ? told : [acceptance(begin), ...told]).reduce((doc, event) => {
      const mark = `${lead._id}/${event.seq}`;
      const isKnown = doc.events.some((one) => one.mark === mark);
      if (isKnown || event.kind === 'filed' || !fits(lifeOf(doc.events), event.kind, event.by)) return doc;
      const copy = { ...toCopy(event, clock.now()), isCopy: true as const };
      // The number that a body outside gave to another family's complaint is that family's.
      const { reference: _, ...said }: Said = openSaid(lead._id, event, leadKey);
      return withEvents(doc, key, [{ event: copy, said, actor: event.actor, mark }]);
    }, current);
  }

  /** All that follow another, for the job; one fault keeps no other waiting. @throws the first */
  async function bringAll(): Promise<void> {
    const faults = keptFaults();
    for (let after = ''; ; ) {
      const page = await complaints.listJoined(after, pageSize);
      for (const joined of page) await faults.attempt(bringUpToDate(joined), joined);
      if (page.length < pageSize) return faults.rethrow();
      after = page.at(-1)?._id ?? '';
    }
  }

  return { bringAll };
}

/** What is given to the lead's centre is the lead's: its words are for that centre. */
const isToCentre = (event: StoredEvent): boolean => event.kind === 'assigned' && event.body === 'centre';

/** What the lead's round began with. */
const beginOf = ({ events }: ComplaintDoc): StoredEvent =>
  events.findLast(({ kind }) =>
    ['filed', 'reopened', 'escalated', 'takenOver'].includes(kind),
  ) as StoredEvent;

/** What the beginning of a second round says without an event of its own, under that beginning's number. */
function acceptance({ seq, at }: StoredEvent): StoredEvent {
  return { kind: 'accepted', by: 'officer', at, seq, sealed: null, actor: null, mark: null, print: null };
}

/** What happened, without what was the lead's alone, at the moment in which this one takes it over. */
function toCopy(event: StoredEvent, at: Date): ComplaintEvent {
  const { seq: _, sealed: __, actor: ___, mark: ____, print: _____, isDoubted: ______, ...bare } = event;
  return { ...bare, at };
}
