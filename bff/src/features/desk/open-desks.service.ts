import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { civilNow } from '../../lib/zone.js';
import type { Session } from '../../plugins/session.js';
import { homeToday } from '../../regions/home-zone.js';
import { getRegion } from '../../regions/regions.js';
import type { Centres, Districts } from '../centres/centres.public.js';
import type { Attempts } from './attempts.js';
import type { DeskFinder, Opened } from './find-desk.service.js';
import type { MembershipDoc, MembershipsModel } from './memberships.model.js';
import type { Memberships } from './memberships.service.js';
import type { OpenDesksModel } from './open-desks.model.js';
import { endOfShift } from './open-desks.rules.js';
import { stepOfCode } from './totp.js';
import type { VisitsModel } from './visits.model.js';

type Deps = {
  desks: OpenDesksModel;
  visits: VisitsModel;
  model: MembershipsModel;
  memberships: Memberships;
  finder: DeskFinder;
  attempts: Attempts;
  centres: Centres;
  districts: Districts;
  clock: Clock;
};

/** Opening and closing a desk on one device. */
export function openDesksService(deps: Deps) {
  const { desks, visits, model, memberships, finder, attempts, centres, districts, clock } = deps;

  /**
   * A code counts once. Only the device that it opened may send it again, for its answer may have been lost.
   * @throws DomainError not_found (no such membership of mine), input_invalid (of several, none named), code_wrong,
   *   rate_limited
   */
  async function openDesk(session: Session, body: Body<'openDesk'>): Promise<Reply<'openDesk'>> {
    const membership = await chooseMembership(session.guardianId, body.membershipId);
    const left = await attempts.take('open', membership._id);
    const opened = await memberships.open(membership);
    const now = clock.now();
    const step = opened?.secret ? stepOfCode(opened.secret, body.code, now) : null;
    if (step === null) throw new DomainError('code_wrong', { n: left });
    if (await model.useStep(membership, step, now))
      await desks.put({
        _id: session.sessionId,
        membershipId: membership._id,
        guardianId: session.guardianId,
        step,
        openedAt: now,
        lastUsedAt: now,
        expiresAt: endOfShift(now),
      });
    else if (!(await isOpenedBy(session, membership, step))) throw new DomainError('code_wrong', { n: left });
    await attempts.forget('open', membership._id);
    return getDesk(session);
  }

  async function chooseMembership(guardianId: string, id: string | undefined): Promise<MembershipDoc> {
    const mine = await model.listLive(guardianId);
    const [only, ...more] = id === undefined ? mine : mine.filter(({ _id }) => _id === id);
    if (!only) throw new DomainError('not_found');
    if (more.length > 0)
      throw new DomainError('input_invalid', { n: 1 }, [
        { path: '/membershipId', message: '你有几个工作台，选一个' },
      ]);
    return only;
  }

  async function isOpenedBy(session: Session, membership: MembershipDoc, step: number): Promise<boolean> {
    const found = await finder.look(session);
    return found?.membership._id === membership._id && found.doc.step === step;
  }

  /** Also ends its visits: nobody shall find a family at the desk that opens next. */
  async function closeDesk({ sessionId }: Session): Promise<Reply<'closeDesk'>> {
    await desks.close(sessionId);
    await visits.eraseOfSession(sessionId);
    return {};
  }

  async function getDesk(session: Session): Promise<Reply<'getDesk'>> {
    const [mine, found] = await Promise.all([model.listLive(session.guardianId), finder.look(session)]);
    return {
      memberships: mine.map(({ _id: id, role, placeName, confirmedAt }) => ({
        ...{ id, role, placeName },
        isConfirmed: confirmedAt !== null,
      })),
      open: found && (await toOpen(found)),
    };
  }

  async function toOpen({ doc, desk }: Opened): Promise<NonNullable<Reply<'getDesk'>['open']>> {
    const { membershipId, role, name } = desk;
    const shown = { membershipId, role, name, openUntil: doc.expiresAt.toISOString() };
    if (desk.role === 'officer') {
      const district = await districts.findDistrict(desk.districtCode);
      return {
        ...shown,
        centre: null,
        district: { code: desk.districtCode, name: district?.name ?? desk.placeName },
        today: district
          ? civilNow(getRegion(district.regionCode).timeZone, clock.now()).date
          : homeToday(clock),
      };
    }
    const centre = await centres.findBookable(desk.centreId);
    if (!centre) throw new DomainError('not_found');
    const groups = centre.groups.map(({ id, name: called, ageGroup, places }) => ({
      ...{ id, ageGroup, places },
      name: called,
    }));
    return {
      ...shown,
      centre: { id: centre.id, name: centre.name, isDemo: centre.isDemo, groups },
      district: null,
      today: civilNow(centre.timeZone, clock.now()).date,
    };
  }

  return { openDesk, closeDesk, getDesk };
}
