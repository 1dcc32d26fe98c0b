import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { toWgs84 } from '../../../lib/coordinates.js';
import { DomainError } from '../../../lib/domain-error.js';
import { derivedId, fingerprint } from '../../../lib/ids.js';
import { civilNow } from '../../../lib/zone.js';
import type { DeskSession } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import { refuseFiling } from '../../bookings/bookings.public.js';
import type { Centres, Districts } from '../../centres/centres.public.js';
import type { KnownExperts } from '../../experts/experts.public.js';
import { isMoved, type ParentingClass, phaseOf, refuseCancelled, termsChanged } from '../class.rules.js';
import type { ClassDoc, ClassesModel } from '../classes.model.js';
import { cancelled, type Settling } from '../settling.js';
import type { ClassesAtDesk } from './classes-at-desk.service.js';
import { deskKeyOf } from './desk-of-class.js';
import { namedExperts } from './named-experts.js';
import { faultsOf, isStillToCome, timesOf } from './new-class.rules.js';

export type PublishingDeps = {
  classes: ClassesModel;
  settling: Settling;
  atDesk: ClassesAtDesk;
  centres: Centres;
  districts: Districts;
  experts: KnownExperts;
  clock: Clock;
};

type View = Reply<'deskGetClass'>;
type Told = Omit<Body<'deskUpdateClass'>, 'rev' | 'reason'>;
type Place = Pick<ParentingClass, 'organiser' | 'timeZone' | 'regionCode' | 'currency' | 'isDemo'>;

/** Publishing, changing and cancelling classes, by the desk whose they are. */
export function publishingService(deps: PublishingDeps) {
  const { classes, settling, atDesk, centres, districts, experts, clock } = deps;

  /**
   * @throws DomainError not_found, input_invalid, expert_not_in_pool, centre_not_filed, centre_suspended,
   * idempotency_key_reused
   */
  async function publishClass(desk: DeskSession, body: Body<'deskPublishClass'>, key: string): Promise<View> {
    const deskKey = deskKeyOf(desk);
    if (deskKey === null) throw new DomainError('not_found');
    const _id = derivedId('cl', deskKey, 'deskPublishClass', key);
    const bodyPrint = fingerprint(body);
    const known = await classes.findOfDesk(deskKey, _id);
    if (known) return repeated(known, bodyPrint);
    const { kind, way, ...told } = body;
    const place = await placeOf(desk);
    const stated = {
      ...check(told, { way, ...place }),
      experts: await namedExperts(told.experts ?? [], place.organiser, { before: [], experts }),
    };
    const now = clock.now();
    // One that is over could neither be changed nor cancelled.
    if (!isStillToCome(stated.sessions, now)) throw invalid('/sessions', '要写以后的时间');
    const fresh: ClassDoc = {
      ...{ _id, rev: 0, bodyPrint, deskKey, epoch: 0, publishedAt: now, publishedBy: desk.membershipId },
      ...{ kind, way, status: 'published', ...place, ...stated },
      ...{ signUpOpensAt: stated.signUpOpensAt ?? now, changes: [], recording: null, replayOf: null },
    };
    if (await classes.insert(fresh)) return atDesk.view(fresh);
    const twin = await classes.findOfDesk(deskKey, _id);
    if (!twin) throw new DomainError('retry');
    return repeated(twin, bodyPrint);
  }

  async function repeated(known: ClassDoc, bodyPrint: string): Promise<View> {
    if (known.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    return atDesk.view(known);
  }

  /**
   * All of it as it shall be. Another time, place, price or teacher needs a reason: it is told with that.
   * @throws DomainError not_found, input_invalid, expert_not_in_pool, class_cancelled, class_over, class_changed,
   * reason_required, retry
   */
  async function updateClass(
    desk: DeskSession,
    id: string,
    { rev, reason, ...told }: Body<'deskUpdateClass'>,
  ): Promise<View> {
    const read = await atDesk.findOwn(desk, id);
    const named = await namedExperts(told.experts ?? [], read.organiser, { before: read.experts, experts });
    const changed = await classes.change(id, (before) => {
      const stated = { ...check(told, before), experts: named };
      const after = { ...before, ...stated, signUpOpensAt: stated.signUpOpensAt ?? before.signUpOpensAt };
      // The same words again, from a retry, change nothing whatever the number.
      if (JSON.stringify(after) === JSON.stringify(before)) return before;
      if (before.status === 'cancelled') throw refusedAsCancelled(before);
      if (phaseOf(before, clock.now()) === 'over') throw new DomainError('class_over');
      if (before.rev !== rev) throw new DomainError('class_changed');
      if ((before.seats === null) !== (after.seats === null))
        throw invalid('/seats', '限不限名额，发布后不能改');
      return changedTo(before, after, reason);
    });
    return settled(changed);
  }

  function changedTo(before: ClassDoc, after: ClassDoc, reason: string | undefined): ClassDoc {
    const isElsewhen = isMoved(before, after);
    const terms = termsChanged(before, after);
    if (!isElsewhen && Object.keys(terms).length === 0)
      return isTimely(before, after) ? { ...after, epoch: before.epoch + 1, isUnsettled: true } : after;
    if (isElsewhen && !isStillToCome(after.sessions, clock.now()))
      throw invalid('/sessions', '要改到以后的时间');
    if (reason === undefined) throw new DomainError('reason_required');
    const kind = isElsewhen ? ('moved' as const) : ('changed' as const);
    const change = { kind, at: clock.now(), reason, ...terms };
    return { ...after, changes: [...before.changes, change], epoch: before.epoch + 1, isUnsettled: true };
  }

  /** Asked again, the same answer. @throws DomainError not_found, class_over, retry */
  async function cancelClass(
    desk: DeskSession,
    id: string,
    { reason }: Body<'deskCancelClass'>,
  ): Promise<View> {
    await atDesk.findOwn(desk, id);
    const changed = await classes.change(id, (before) => {
      if (before.status === 'cancelled') return before;
      if (phaseOf(before, clock.now()) === 'over') throw new DomainError('class_over');
      return cancelled(before, { at: clock.now(), reason });
    });
    return settled(changed);
  }

  async function settled(changed: ClassDoc | null): Promise<View> {
    if (!changed) throw new DomainError('not_found');
    await settling.settleClass(changed);
    return atDesk.view((await classes.find(changed._id)) ?? changed);
  }

  /** @throws DomainError input_invalid */
  function check(told: Told, given: Pick<ParentingClass, 'way' | 'timeZone'>) {
    const today = civilNow(given.timeZone, clock.now()).date;
    const faults = faultsOf(told, given, today);
    if (faults.length > 0) throw new DomainError('input_invalid', { n: faults.length }, faults);
    const sessions = timesOf(told.sessions ?? [], given.timeZone);
    return { ...statedOf(told), sessions };
  }

  async function placeOf(desk: DeskSession): Promise<Place> {
    if (desk.role === 'officer') {
      const district = await districts.findDistrict(desk.districtCode);
      if (!district) throw new DomainError('not_found');
      const { code: districtCode, name, regionCode, isDemo } = district;
      const { timeZone, currency } = getRegion(regionCode);
      const organiser = { kind: 'district', centreId: null, districtCode, name } as const;
      return { organiser, timeZone, regionCode, currency, isDemo };
    }
    const centre = await centres.findBookable(desk.centreId);
    if (!centre) throw new DomainError('not_found');
    const refusal = refuseFiling(centre);
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
    const { id: centreId, name, district, timeZone, regionCode, isDemo } = centre;
    const organiser = { kind: 'centre', centreId, districtCode: district.code, name } as const;
    return { organiser, timeZone, regionCode, currency: getRegion(regionCode).currency, isDemo };
  }

  return { publishClass, updateClass, cancelClass };
}

/** What the seat list has to hear although nobody else has. */
function isTimely(before: ClassDoc, after: ClassDoc): boolean {
  return before.seats !== after.seats || before.signUpClosesHours !== after.signUpClosesHours;
}

function statedOf(told: Told) {
  const { title, about, topic, ageFromMonths, ageToMonths, priceFen = 0, venue } = told;
  const { seats = null, mostPerFamily = 2, signUpOpensAt, signUpClosesHours = 0, cancelHours = 2 } = told;
  return {
    ...{ title: title.trim(), about: about.trim(), topic, ageFromMonths, ageToMonths, priceFen },
    venue: venue ? venueOf(venue) : null,
    ...{ seats, mostPerFamily, signUpClosesHours, cancelHours },
    signUpOpensAt: signUpOpensAt === undefined ? null : new Date(signUpOpensAt),
  };
}

function venueOf({ kind, name, address, lat, lng, datum = 'wgs84' }: NonNullable<Told['venue']>) {
  return { kind, name: name.trim(), address: address.trim(), ...toWgs84({ lat, lng }, datum) };
}

function refusedAsCancelled(given: ClassDoc): DomainError {
  const { code, facts } = refuseCancelled(given);
  return new DomainError(code, facts);
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
