import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { isSameText } from '../../lib/same-text.js';
import { civilNow } from '../../lib/zone.js';
import type { StaffDesk } from '../../plugins/session.js';
import { homeToday } from '../../regions/home-zone.js';
import type { BookingsAtGate } from '../bookings/bookings.public.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { AccessLog, DeskGuesses } from '../desk/desk.public.js';
import { factsOf } from './children.service.js';
import type { FamiliesModel } from './families.model.js';
import type { FamilyNews } from './family-news.js';
import type { OneTimeCodes } from './one-time-codes.js';
import type { PickupCodeDoc } from './pickup-codes.model.js';
import { codeMeant, readPickupText } from './pickup-codes.rules.js';
import { factsOfPickup } from './pickups.service.js';

/** Of one code: who knows its id and guesses the digits has used it up soon. */
const maxTries = 5;

type Deps = {
  model: Pick<FamiliesModel, 'children' | 'pickups' | 'pickupCodes'>;
  keys: FamilyKeys;
  codes: OneTimeCodes;
  centres: Centres;
  bookings: BookingsAtGate;
  accesses: AccessLog;
  guesses: DeskGuesses;
  news: FamilyNews;
  clock: Clock;
};

/** Handing a child over at the gate to whoever shows its one-time code. */
export function pickupAtGateService(deps: Deps) {
  const { model, keys, codes, centres, bookings, accesses, guesses, news, clock } = deps;
  const { children, pickups, pickupCodes } = model;

  /**
   * A code hands over once. Only the same request of the same device, told by its key, gets the answer again.
   * The digits alone are looked for among the children who are booked here today.
   * @throws DomainError pickup_code_invalid: one answer for a code that never was, was used or recalled, is of another
   *   day, or of a child that is not booked here today; rate_limited: read wrongly too often, it is worth nothing now,
   *   or too many wrong digits were said at this desk
   */
  async function deskRedeemPickupCode(
    desk: StaffDesk,
    { text }: Body<'deskRedeemPickupCode'>,
    key: string,
  ): Promise<Reply<'deskRedeemPickupCode'>> {
    const read = readPickupText(text);
    const shown = read && (await (read.id ? pickupCodes.findShown(read.id) : findSaid(desk, read.digits)));
    const centre = shown && (await expectingCentre(desk, shown));
    if (!read || !shown || !centre) throw invalid();
    if (!(await pickupCodes.takeTry(shown._id, maxTries))) throw new DomainError('rate_limited');
    if (!isSameText(read.digits, codes.pickupDigits(shown._id))) throw invalid();
    const who = await open(shown);
    const mark = key ? codes.mark('use of a pick-up code', desk.sessionId, key) : null;
    const { usedAt, used } = await useOnce(shown._id, desk, centre, mark);
    if (!read.id) await guesses.forget(desk);
    const { familyId, childId } = shown;
    await accesses.note(desk, [{ familyId, childId, what: 'pickup' }]);
    await news.codes.tell(used);
    return { childId, ...who, usedAt: usedAt.toISOString() };
  }

  /** The code of one of today's children here that has these digits. @throws DomainError rate_limited */
  async function findSaid(desk: StaffDesk, digits: string): Promise<PickupCodeDoc | null> {
    await guesses.take(desk);
    const centre = await centres.findBookable(desk.centreId);
    if (!centre) return null;
    const { date } = civilNow(centre.timeZone, clock.now());
    const expected = await bookings.listExpected(centre.id, date);
    return codeMeant(await pickupCodes.listOfDay(expected, homeToday(clock)), digits, codes.pickupDigits);
  }

  /** The desk's centre, if the code is of today and its child is booked there today. */
  async function expectingCentre(desk: StaffDesk, code: PickupCodeDoc): Promise<BookableCentre | null> {
    const centre = await centres.findBookable(desk.centreId);
    if (!centre || code.on !== homeToday(clock)) return null;
    const { date } = civilNow(centre.timeZone, clock.now());
    return (await bookings.isExpected(centre.id, code.childId, date)) ? centre : null;
  }

  /** Child and adult as the gate must call them; both may have been removed a moment ago. */
  async function open({ familyId, childId, pickupId }: PickupCodeDoc) {
    const [child, pickup, key] = await Promise.all([
      children.find(familyId, childId),
      pickups.find(familyId, pickupId),
      keys.find(familyId),
    ]);
    if (!child || child.removedAt || !pickup || pickup.removedAt || !key) throw invalid();
    return {
      nickname: factsOf(child, key).nickname,
      pickupName: factsOfPickup(pickup, key).name,
      relation: pickup.relation,
    };
  }

  /** The code as this very request used it, now or before. */
  async function useOnce(id: string, desk: StaffDesk, centre: BookableCentre, mark: string | null) {
    const use = { at: clock.now(), by: desk.membershipId, placeName: centre.name, mark };
    const isFirst = await pickupCodes.use(id, use);
    const used = await pickupCodes.findShown(id);
    const isMine = isFirst || (mark !== null && used?.usedMark === mark);
    if (!isMine || !used?.usedAt) throw invalid();
    return { used, usedAt: used.usedAt };
  }

  return { deskRedeemPickupCode };
}

const invalid = (): DomainError => new DomainError('pickup_code_invalid');
