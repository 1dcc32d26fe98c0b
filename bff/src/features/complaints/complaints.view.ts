import type { Reply } from '@nearcare/shared/contract/types';
import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import { civilNow } from '../../lib/zone.js';
import type { Region } from '../../regions/region.js';
import { getRegion } from '../../regions/regions.js';
import { countWorkdays } from '../../regions/working-days.js';
import { runningClocks } from './clocks.rules.js';
import { isOpenEvent, type Life, lifeOf, mayAdd, type OpenEvent } from './complaint.rules.js';
import type { ComplaintDoc } from './complaints.model.js';
import { bodyName, categoryRule, deskBody, levelName, otherBodies } from './routing.rules.js';
import type { StoredEvent } from './stored.rules.js';
import { openEvidence, openFiling, openSaid } from './texts.js';

export type AuthorComplaint = Reply<'getComplaint'>;
type Item = Reply<'listMyComplaints'>['items'][number];
export type EventView = AuthorComplaint['events'][number];
type AuthorMove = AuthorComplaint['may'][number];

/** A complaint opened to be shown. */
export type Opened = { doc: ComplaintDoc; key: FamilyKey; life: Life; region: Region; now: Date };

export function opened(doc: ComplaintDoc, key: FamilyKey, now: Date): Opened {
  return { doc, key, life: lifeOf(doc.events), region: getRegion(doc.regionCode), now };
}

/** As its author sees it. */
export function toComplaint(
  of: Opened,
  { isHandledHere, watchedFrom }: { isHandledHere: boolean; watchedFrom: number | null },
): AuthorComplaint {
  const { doc, key, life, region } = of;
  return {
    ...toShown(doc, key),
    ...toTold(of),
    ...toHandling(of),
    watchedBy: watchedFrom === null ? null : levelName(region.complaints, watchedFrom),
    who: openFiling(doc, key).who ?? null,
    identity: doc.identity,
    events: numbered(openEvents(of)),
    may: movesOfAuthor(of),
    isHandledHere,
    reopenUntil: life.state === 'closed' && life.round === 1 ? reopenUntil(of).toISOString() : null,
    nextLevel: levelName(region.complaints, life.handler.level + 1),
  };
}

export function toItem(doc: ComplaintDoc, key: FamilyKey | null): Item {
  return { ...toShown(doc, key), identity: doc.identity, handler: toHandler(doc), ...toDeadline(doc) };
}

/**
 * The key that an item of a list needs: none where a centre is known, else that of the author's words for the place.
 * So that a list opens hardly any.
 */
export async function keyOfItem(
  { _id, centreName }: ComplaintDoc,
  keys: FamilyKeys,
): Promise<FamilyKey | null> {
  return centreName === null ? keys.find(_id) : null;
}

/** What every side sees. */
export function toShown(doc: ComplaintDoc, key: FamilyKey | null) {
  const { _id: id, number, category, level, state, centreId, centreName, districtName } = doc;
  const name = centreName ?? (key && openFiling(doc, key).address) ?? '';
  return {
    ...{ id, number, category, level, state },
    categoryLabel: categoryRule(getRegion(doc.regionCode).complaints, category).label,
    place: { centreId, name, districtName },
    filedAt: doc.filedAt.toISOString(),
  };
}

export function toDeadline({ isOpen, dueAt, isOverdue }: ComplaintDoc) {
  return { dueAt: isOpen ? dueAt.toISOString() : null, isOverdue };
}

/** The body that has the desk is called by its district or its level; another, to which it was given, by its own name. */
export function toHandler(doc: ComplaintDoc): AuthorComplaint['handler'] {
  const { regionCode, districtName, handlerBody, handlerLevel: level } = doc;
  const rules = getRegion(regionCode).complaints;
  const body = handlerBody as AuthorComplaint['handler']['body'];
  const own = levelName(rules, level) ?? districtName + bodyName(rules, body);
  return { body, name: body === deskBody ? own : bodyName(rules, body), level };
}

/** What was told of the matter, and the clocks that run. */
export function toTold({ doc, key, life, region, now }: Opened) {
  const { what, wanted, incidentOn, incidentTime, affectedChildren } = openFiling(doc, key);
  const today = civilNow(region.timeZone, now).date;
  const { footageDays, promises } = region.complaints;
  // The day itself is the first of so many.
  const footageUntil = incidentOn === undefined ? null : addDays(incidentOn, footageDays - 1);
  return {
    ...{ what, wanted: wanted ?? null, incidentOn: incidentOn ?? null, incidentTime: incidentTime ?? null },
    affectedChildren: affectedChildren ?? null,
    footageUntil,
    footageDaysLeft: footageUntil === null ? null : Math.max(0, daysBetween(today, footageUntil) + 1),
    clocks: runningClocks(region, promises[doc.level], life).map(({ name, from, due, isAssumed }) => {
      // A deadline in days is the midnight after its last one.
      const dueOn = civilNow(region.timeZone, new Date(due.getTime() - 1)).date;
      // An extension is in days, of what is urgent too.
      const isInDays =
        'workdays' in promises[doc.level][name] || (name === 'finish' && life.extendedUntil !== null);
      return {
        ...{ name, from: from.toISOString(), dueAt: due.toISOString(), dueOn, isAssumed },
        workdaysLeft: isInDays ? countWorkdays(region.calendar, today, dueOn) : null,
        isOverdue: due <= now,
      };
    }),
  };
}

/** Whose it is, and who looks on since a deadline of this round ran out. */
export function toHandling({ doc, life, region }: Opened) {
  const { level } = life.handler;
  return {
    handler: toHandler(doc),
    otherBodies: otherBodies(region.complaints, doc.category, life.handler.body).map((body) =>
      bodyName(region.complaints, body),
    ),
    watchedBy: life.overdue.length > 0 ? levelName(region.complaints, level + 1) : null,
  };
}

type OpenStored = StoredEvent & OpenEvent;
const isOpenStored = (event: StoredEvent): event is OpenStored => isOpenEvent(event);

/** Everything but the notes of the desk. */
export function openEvents({ doc, key, region }: Opened): EventView[] {
  return doc.events.filter(isOpenStored).map((event) => toEvent(event, doc, key, region));
}

/** Counted for those who don't see all: a gap would tell that there is something between. */
export const numbered = <E extends { seq: number }>(events: readonly E[]): E[] =>
  events.map((event, seq) => ({ ...event, seq }));

function toEvent(event: OpenStored, doc: ComplaintDoc, key: FamilyKey, region: Region): EventView {
  const { seq, kind, by, at } = event;
  const code = bodyOf(event);
  const said = openSaid(doc._id, event, key);
  return {
    ...{ seq, kind, by, at: at.toISOString() },
    text: said.text ?? null,
    body: code && { code, name: nameOf(event, region) ?? bodyName(region.complaints, code) },
    until: event.kind === 'extended' ? event.until.toISOString() : null,
    result: event.kind === 'closed' ? event.result : null,
    score: event.kind === 'rated' ? event.score : null,
    clock: event.kind === 'reminded' || event.kind === 'overdue' ? event.clock : null,
    reference: said.reference ?? null,
    evidence: event.files ? openEvidence(doc._id, event, key) : [],
  };
}

/** The department is called by the level to which it went up. */
const nameOf = (event: OpenStored, { complaints }: Region): string | null =>
  event.kind === 'escalated' || event.kind === 'takenOver'
    ? levelName(complaints, event.handler.level)
    : null;

function bodyOf(event: OpenStored) {
  switch (event.kind) {
    case 'filed':
    case 'escalated':
    case 'takenOver':
      return event.handler.body;
    case 'assigned':
    case 'handedOver':
      return event.body;
    case 'refused':
      return event.nextBody;
    default:
      return null;
  }
}

function movesOfAuthor(of: Opened): AuthorMove[] {
  const { life, region, now } = of;
  const moves = ['added', 'withdrawn', 'rated', 'reopened', 'escalated'] as const;
  return moves.filter((move) => {
    if (!mayAdd(life, move, 'author')) return false;
    if (move === 'withdrawn') return of.doc.level !== 'urgent';
    // What is said of one that ended long ago would reach nobody.
    if (move !== 'rated' && life.endedAt && now > reopenUntil(of)) return false;
    return move !== 'escalated' || levelName(region.complaints, life.handler.level + 1) !== null;
  });
}

/** Until when its author may say that it is not solved. */
export function reopenUntil({ life, region }: Pick<Opened, 'life' | 'region'>): Date {
  return new Date((life.endedAt?.getTime() ?? 0) + region.complaints.reopenDays * 86_400_000);
}
