import type { Body, Query, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { encodeCursor } from '../../../lib/cursor.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { DeskSession } from '../../../plugins/session.js';
import { homeToday } from '../../../regions/home-zone.js';
import { getRegion } from '../../../regions/regions.js';
import type { Guardians } from '../../auth/auth.public.js';
import { phoneOfFamily } from '../../auth/family-phone.public.js';
import type { ConsentCheck } from '../../consents/consents.public.js';
import type { AccessKind, AccessLog } from '../../desk/desk.public.js';
import type { Children, KnownChild } from '../../families/families.public.js';
import { agreedSlot, type State } from '../home-visit.rules.js';
import type { HomeVisitDoc, HomeVisitsModel } from '../home-visits.model.js';
import type { HomeVisitsAtDesk } from '../home-visits.public.js';
import { placeAt } from '../home-visits.service.js';
import { toDeskItem, toDeskVisit } from '../home-visits.view.js';
import { openAddress, openTexts, sealText } from '../texts.js';
import type { VisitAftermath } from '../visit-aftermath.js';
import { findScope, type ScopeDeps } from './desk-scope.js';
import { makeOffer } from './offers.js';

export type VisitsAtDeskDeps = ScopeDeps & {
  visits: HomeVisitsModel;
  families: Children;
  guardians: Guardians;
  consents: ConsentCheck;
  keys: FamilyKeys;
  accessLog: AccessLog;
  aftermath: VisitAftermath;
  clock: Clock;
};

type Shown = Reply<'deskGetHomeVisit'>;
type Opened = { visit: HomeVisitDoc; key: FamilyKey; child: KnownChild };

const groups: Readonly<Record<'open' | 'agreed' | 'ended', { states: readonly State[]; order: 1 | -1 }>> = {
  open: { states: ['requested', 'offered'], order: 1 },
  agreed: { states: ['agreed'], order: 1 },
  ended: { states: ['done', 'cancelled', 'declined'], order: -1 },
};

/** What a district, or a guidance centre, does with the home visits that it was asked for; others are not there for it. */
export function visitsAtDesk(deps: VisitsAtDeskDeps) {
  const { visits, families, guardians, consents, keys, accessLog, aftermath, clock } = deps;

  /** @throws DomainError input_invalid for a cursor that is none */
  async function deskListHomeVisits(
    desk: DeskSession,
    { group = 'open', cursor, limit = 20 }: Query<'deskListHomeVisits'>,
  ): Promise<Reply<'deskListHomeVisits'>> {
    const place = cursor ? placeAt(cursor) : null;
    const scope = await findScope(deps, desk);
    const { states, order } = groups[group];
    const found = scope ? await visits.listWithin(scope, states, order, place, limit + 1) : [];
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((visit) => toDeskItem(visit, clock.now())),
      nextCursor: found.length > limit && last ? encodeCursor([last.dueAt.getTime(), last._id]) : null,
    };
  }

  /** @throws DomainError not_found, own_family */
  async function deskGetHomeVisit(desk: DeskSession, id: string): Promise<Shown> {
    const opened = await open(desk, id);
    await note(desk, opened, 'homeVisit');
    return view(opened);
  }

  /** @throws DomainError not_found, own_family, consent_required, home_visit_moved: no time is agreed (any more) */
  async function deskGetHomeVisitAddress(
    desk: DeskSession,
    id: string,
  ): Promise<Reply<'deskGetHomeVisitAddress'>> {
    const opened = await open(desk, id);
    const { visit, key } = opened;
    if (visit.state !== 'agreed') throw new DomainError('home_visit_moved');
    await consents.require(visit.familyId, 'homeVisit');
    await note(desk, opened, 'homeAddress');
    const address = openAddress(visit, key);
    if (address === null) throw new DomainError('home_visit_moved');
    return { address, phone: await phoneOfFamily(guardians, visit.familyId) };
  }

  /**
   * The same offer under the same key again gets the same answer.
   * @throws DomainError not_found, own_family, input_invalid, date_in_past, date_too_far, idempotency_key_reused,
   * home_visit_moved, retry
   */
  async function deskOfferHomeVisit(
    desk: DeskSession,
    id: string,
    body: Body<'deskOfferHomeVisit'>,
    idempotencyKey: string,
  ): Promise<Shown> {
    const opened = await open(desk, id);
    const { region, now } = whereIs(opened);
    const offer = makeOffer(body, { id, desk, idempotencyKey, key: opened.key, region, now });
    await note(desk, opened, 'homeVisit');
    const decided = await visits.decideOn(id, { kind: 'offer', offer, by: desk.membershipId });
    if (!decided) throw new DomainError('not_found');
    const { visit } = decided;
    const isStanding = visit.offer?.id === offer.id;
    if (isStanding && visit.offer?.print !== offer.print) throw new DomainError('idempotency_key_reused');
    if (!isStanding) throw new DomainError('home_visit_moved');
    await aftermath.settle(visit);
    return view({ ...opened, visit });
  }

  /** The same words of the same desk again get the same answer. @throws DomainError not_found, own_family, home_visit_moved */
  async function deskEndHomeVisit(
    desk: DeskSession,
    id: string,
    { reason }: Body<'deskEndHomeVisit'>,
  ): Promise<Shown> {
    const opened = await open(desk, id);
    await note(desk, opened, 'homeVisit');
    const sealedEndReason = sealText(opened.key, id, 'end', reason);
    const decision = { kind: 'end', sealedEndReason, by: desk.membershipId, at: clock.now() } as const;
    const decided = await visits.decideOn(id, decision);
    if (!decided) throw new DomainError('not_found');
    const { visit } = decided;
    const isMine = visit.endedBy === 'desk' && visit.actedBy === desk.membershipId;
    if (!isMine || openTexts(visit, opened.key).endReason !== reason)
      throw new DomainError('home_visit_moved');
    await aftermath.settle(visit);
    return view({ ...opened, visit });
  }

  /** As above. @throws DomainError not_found, own_family, home_visit_too_early, home_visit_moved */
  async function deskReportHomeVisit(
    desk: DeskSession,
    id: string,
    body: Body<'deskReportHomeVisit'>,
  ): Promise<Shown> {
    const { text } = body;
    const advice = body.advice ?? null;
    const opened = await open(desk, id);
    await note(desk, opened, 'homeVisit');
    const sealedReport = sealText(opened.key, id, 'report', { text, advice });
    const decision = { kind: 'report', sealedReport, by: desk.membershipId, at: clock.now() } as const;
    const decided = await visits.decideOn(id, decision);
    if (!decided) throw new DomainError('not_found');
    const { visit } = decided;
    const slot = agreedSlot(visit);
    if (visit.state === 'agreed' && slot)
      throw new DomainError('home_visit_too_early', { date: slot.date, time: slot.from });
    const report = openTexts(visit, opened.key).report;
    const isMine = visit.state === 'done' && visit.actedBy === desk.membershipId;
    if (!isMine || report?.text !== text || report.advice !== advice)
      throw new DomainError('home_visit_moved');
    await aftermath.settle(visit);
    return view({ ...opened, visit });
  }

  async function open(desk: DeskSession, id: string): Promise<Opened> {
    const scope = await findScope(deps, desk);
    const visit = scope && (await visits.findWithin(scope, id));
    if (!visit) throw new DomainError('not_found');
    const { familyId, childId } = visit;
    const [child, key] = await Promise.all([families.findChild(familyId, childId), keys.find(familyId)]);
    if (!child || !key) throw new DomainError('not_found');
    if (familyId === desk.familyId) throw new DomainError('own_family');
    return { visit, key, child };
  }

  function whereIs({ visit: { regionCode } }: Opened) {
    const region = getRegion(regionCode);
    return { region, now: { instant: clock.now(), ...civilNow(region.timeZone, clock.now()) } };
  }

  function note(desk: DeskSession, { visit }: Opened, what: AccessKind): Promise<void> {
    const { familyId, childId } = visit;
    return accessLog.note(desk, [{ familyId, childId, what }]);
  }

  function view({ visit, key, child }: Opened): Shown {
    const ageMonths = ageInMonths(child.birthOn, homeToday(clock));
    return toDeskVisit(visit, key, { childNickname: child.nickname, ageMonths }, clock.now());
  }

  return {
    ...{ deskListHomeVisits, deskGetHomeVisit, deskGetHomeVisitAddress },
    ...{ deskOfferHomeVisit, deskEndHomeVisit, deskReportHomeVisit },
  };
}

const mostListed = 20;

/** What waits for times at a desk, without anything of whom it is about. */
export function homeVisitsWaiting(deps: ScopeDeps & { visits: HomeVisitsModel }): HomeVisitsAtDesk {
  return {
    async listWaiting(desk) {
      const scope = await findScope(deps, desk);
      if (!scope) return [];
      const waiting = await deps.visits.listWithin(scope, ['requested'], 1, null, mostListed);
      return waiting
        .filter(({ familyId }) => familyId !== desk.familyId)
        .map(({ _id: id, requestedAt: askedAt, dueAt: answerBy }) => ({ id, askedAt, answerBy }));
    },
  };
}
