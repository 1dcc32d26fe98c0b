import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import { dueEvents } from './clocks.rules.js';
import {
  type ComplaintEvent,
  type EventKind,
  type Life,
  lifeOf,
  mayAdd,
  type Role,
} from './complaint.rules.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import { project, type StoredEvent } from './stored.rules.js';
import { type Said, sealSaid } from './texts.js';

type MoveKind = Exclude<EventKind, 'filed'>;

/** What somebody wants to add to a complaint. */
export type Move = {
  kind: MoveKind;
  by: Role;
  /** Membership, at a desk. */
  actor: string | null;
  requestKey: string;
  /** What was sent: the same key with something else is refused. */
  request: unknown;
  said: Said;
  isDoubted: boolean;
  /** Made when the table allows it. @throws DomainError why not in this case */
  eventOf(life: Life, current: ComplaintDoc): ComplaintEvent;
};

export type AddedEvent = ComplaintEvent & Partial<Pick<StoredEvent, 'isCopy' | 'isDoubted'>>;
/** By what a repeated request is known. */
export type Asked = Pick<Move, 'by' | 'actor' | 'requestKey' | 'request'>;
type Added = { event: AddedEvent; said: Said; actor?: string | null; mark?: string; print?: string };

type Deps = { complaints: ComplaintsModel; keys: FamilyKeys; clock: Clock };
export type Changes = ReturnType<typeof complaintChanges>;

/** Adding to complaints: every way in which one changes goes through here. */
export function complaintChanges({ complaints, keys, clock }: Deps) {
  /**
   * Adds what somebody did, once for its key.
   * @throws DomainError not_found (it is gone), idempotency_key_reused, why the move is refused, retry
   */
  async function add(id: string, move: Move): Promise<ComplaintDoc> {
    const { kind, by, actor, said, isDoubted } = move;
    const key = await keys.find(id);
    if (!key) throw new DomainError('not_found');
    const { mark, print } = printsOf(key, move);
    const changed = await complaints.change(id, (current) => {
      if (findRepeated(current, key, move)) return current;
      if (current.isErasing) throw new DomainError('not_found');
      // What the clocks had to say before it, or a late act would stop them unheard.
      const late = withDue(current, key, clock.now());
      const life = lifeOf(late.events);
      if (!mayAdd(life, kind, by)) throw refusalOf(life, kind, current);
      const event = { ...move.eventOf(life, late), ...(isDoubted ? { isDoubted: true as const } : {}) };
      return withEvents(late, key, [{ event, said, actor, mark, print }]);
    });
    if (!changed) throw new DomainError('not_found');
    return changed;
  }

  return { add };
}

const printsOf = (key: FamilyKey, { by, actor, requestKey, request }: Asked) => ({
  mark: key.fingerprint([by, actor, requestKey]),
  print: key.fingerprint(request),
});

/** The event that this very request has added already. @throws DomainError idempotency_key_reused */
export function findRepeated(doc: ComplaintDoc, key: FamilyKey, asked: Asked): StoredEvent | null {
  const { mark, print } = printsOf(key, asked);
  const repeated = doc.events.find((event) => event.mark === mark);
  if (repeated && repeated.print !== print) throw new DomainError('idempotency_key_reused');
  return repeated ?? null;
}

/** The document with these after its own, and all that follows from them. */
export function withEvents(doc: ComplaintDoc, key: FamilyKey, added: readonly Added[]): ComplaintDoc {
  const events = [...doc.events];
  for (const { event, said, actor = null, mark = null, print = null } of added) {
    const seq = events.length;
    const files = said.evidence && { files: said.evidence.map(({ fileId }) => fileId) };
    events.push({ ...event, seq, sealed: sealSaid(key, doc._id, seq, said), actor, mark, print, ...files });
  }
  return projected({ ...doc, events });
}

/** With what its clocks have to say at `now`; the very document where that is nothing. */
export function withDue(doc: ComplaintDoc, key: FamilyKey, now: Date): ComplaintDoc {
  const region = getRegion(doc.regionCode);
  const due = dueEvents(region, region.complaints.promises[doc.level], lifeOf(doc.events), now);
  if (due.length === 0) return doc;
  return withEvents(
    doc,
    key,
    due.map((event) => ({ event: { ...event, by: 'service', at: now }, said: {} })),
  );
}

/** With everything worked out anew that lists and the job ask for. */
export function projected(doc: ComplaintDoc): ComplaintDoc {
  const { isUntold: _, isUntoldAtDesk: __, ...rest } = doc;
  return { ...rest, ...project(doc, getRegion(doc.regionCode)) };
}

function refusalOf(life: Life, kind: MoveKind, { regionCode }: ComplaintDoc): DomainError {
  const { timeZone } = getRegion(regionCode);
  if (kind === 'reopened' && life.state === 'closed') {
    return new DomainError('complaint_already_reopened');
  }
  if (kind === 'extended' && life.overdue.includes('finish')) return new DomainError('extension_too_late');
  if (kind === 'escalated' && life.endedAt === null) return new DomainError('escalation_too_early');
  if (life.endedAt === null) return new DomainError('complaint_move_refused');
  return new DomainError('complaint_already_closed', { date: civilNow(timeZone, life.endedAt).date });
}
