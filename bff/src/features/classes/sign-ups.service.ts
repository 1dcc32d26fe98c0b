import { randomInt } from 'node:crypto';
import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ContentCheck } from '../../lib/content-check.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import { homeToday } from '../../regions/home-zone.js';
import { getRegion } from '../../regions/regions.js';
import { refuse, refuseFiling } from '../bookings/bookings.public.js';
import type { Centres } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import { cancelUntil, phaseOf, refuseCancelled, refuseSignUp } from './class.rules.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import { type OwnSignUps, rateUntil } from './own-sign-ups.service.js';
import { commentPlace } from './ratings.js';
import type { Seats } from './seats.js';
import type { Settling } from './settling.js';
import { isStanding } from './sign-up.rules.js';
import { codeMarkOf, openMarkOf, type SignUpDoc, type SignUpsModel } from './sign-ups.model.js';

export type SignUpsDeps = {
  classes: Pick<ClassesModel, 'find'>;
  signUps: SignUpsModel;
  seats: Seats;
  settling: Settling;
  own: OwnSignUps;
  centres: Pick<Centres, 'findStanding'>;
  families: Children;
  keys: FamilyKeys;
  content: ContentCheck;
  askOpenid: (who: Who) => Promise<string | null>;
  clock: Clock;
};

type View = Reply<'getSignUp'>;
type Who = { familyId: string; guardianId: string };

export const signUpPrefix = 'su';
const maxCodes = 20;

/** What a family does with its sign-ups. A sign-up is decided by one compare-and-set on itself; seats follow. */
export function signUpsService(deps: SignUpsDeps) {
  const { classes, signUps, seats, settling, own, centres, families, keys, content, askOpenid, clock } = deps;

  /**
   * A seat, or with `waitIfFull` a place in line. 201 means that it holds.
   * @throws DomainError not_found, idempotency_key_reused, already_signed_up, why there is no seat, retry
   */
  async function signUpForClass(
    familyId: string,
    classId: string,
    body: Body<'signUpForClass'>,
    key: string,
  ): Promise<View> {
    const _id = derivedId(signUpPrefix, familyId, 'signUpForClass', key);
    const bodyPrint = (await keys.ensure(familyId)).fingerprint({ classId, ...body });
    const known = await signUps.findOfFamily(familyId, _id);
    if (known && known.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    if (known && known.state !== 'abandoned') return goOn(known, body);
    const [child, given] = await Promise.all([
      families.findChild(familyId, body.childId),
      classes.find(classId),
    ]);
    if (!child || !given) throw new DomainError('not_found');
    const refusal = refuseSignUp(given, child.birthOn, clock.now());
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
    if (known?.isUngiven) await settling.follow(known);
    const begun = known
      ? await signUps.reopen(_id, given.changes.length, clock.now())
      : await begin(newSignUp(_id, { familyId, childId: child.id, bodyPrint, given }));
    if (!begun) throw new DomainError('already_signed_up');
    if (begun.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
    return goOn(begun, body);
  }

  /** Whoever finds it `pending` carries it on: an earlier attempt with the same key may have died. */
  async function goOn(
    signUp: SignUpDoc,
    { waitIfFull = false }: Pick<Body<'signUpForClass'>, 'waitIfFull'>,
  ): Promise<View> {
    if (signUp.state === 'abandoned') throw new DomainError('retry');
    if (signUp.state !== 'pending') return own.view(signUp);
    const given = await classes.find(signUp.classId);
    if (!given) throw new DomainError('not_found');
    try {
      await checkFiled(given);
      const decision = await takeSeat(signUp, given, waitIfFull);
      return await own.view(await commit(signUp, decision));
    } catch (error) {
      // A refusal is the last word on this attempt; what broke off may be gone on with.
      if (isRefusal(error)) await settling.abandon(signUp);
      throw error;
    }
  }

  /** While a centre is suspended nobody gets a seat in its classes. @throws DomainError centre_suspended, centre_not_filed */
  async function checkFiled({ organiser: { centreId } }: ClassDoc): Promise<void> {
    if (centreId === null) return;
    const centre = await centres.findStanding(centreId);
    const refusal = centre ? refuseFiling(centre) : refuse('centre_not_filed');
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
  }

  async function begin(fresh: SignUpDoc): Promise<SignUpDoc> {
    for (let tries = 0; tries < maxCodes; tries += 1) {
      const code = fresh.code === null ? null : newCode();
      const signUp = { ...fresh, code, codeMark: codeMarkOf(fresh.classId, code, fresh._id) };
      const inserted = await signUps.insert(signUp);
      if (inserted === 'inserted') return signUp;
      if (inserted === 'child') throw new DomainError('already_signed_up');
      const twin = inserted === 'key' ? await signUps.findOfFamily(fresh.familyId, fresh._id) : null;
      if (twin) return twin;
    }
    throw new DomainError('retry');
  }

  /** @returns what the sign-up is to become. @throws DomainError why there is neither a seat nor a place in line */
  async function takeSeat(
    signUp: SignUpDoc,
    given: ClassDoc,
    waitIfFull: boolean,
  ): Promise<'confirm' | 'wait'> {
    if (given.seats === null) return 'confirm';
    await settling.giveBackOf(signUp);
    // A seat may come free between the two questions, and be gone between the next.
    for (let tries = 0; tries < 3; tries += 1) {
      const refusal = await seats.claim(given, signUp);
      if (refusal === null) return 'confirm';
      if (refusal === 'closed') throw new DomainError('class_cancelled', reasonOf(given));
      if (refusal === 'familyFull') throw new DomainError('class_family_limit', { n: given.mostPerFamily });
      if (!waitIfFull) throw new DomainError(refusal === 'waitedFor' ? 'class_others_waiting' : 'class_full');
      const line = await seats.enqueue(given, signUp);
      if (line === null) return 'wait';
      if (line === 'closed') throw new DomainError('class_cancelled', reasonOf(given));
      if (line === 'familyFull') throw new DomainError('class_family_limit', { n: given.mostPerFamily });
    }
    throw new DomainError('retry');
  }

  /**
   * The class is read again: a cancelling that came in between wins, a move is told like to everybody else, and the seat
   * list hears the word that it may have missed. So is the child, which may have been removed meanwhile.
   */
  async function commit(signUp: SignUpDoc, kind: 'confirm' | 'wait'): Promise<SignUpDoc> {
    const [given, child] = await Promise.all([
      classes.find(signUp.classId),
      families.findChild(signUp.familyId, signUp.childId),
    ]);
    if (!given || !child) throw new DomainError('not_found');
    if (given.status === 'cancelled') throw new DomainError('class_cancelled', reasonOf(given));
    if (kind === 'wait') await seats.tell(given);
    const { _id, attempt } = signUp;
    const committed = await signUps.decideOn(_id, { kind, attempt });
    if (!committed) throw new DomainError('not_found');
    // Somebody took this attempt for dead, or ended it: what it has goes back.
    if (!isStanding(committed.signUp) || committed.signUp.attempt !== attempt) {
      await settling.abandon(signUp);
      throw new DomainError('retry');
    }
    return (await settling.tellChangesTo(committed.signUp, given)) ?? committed.signUp;
  }

  /** Decided first, given back afterwards. @throws DomainError not_found, class_cancel_too_late, retry */
  async function cancelSignUp(familyId: string, id: string): Promise<View> {
    const signUp = await own.findOwn(familyId, id);
    if (signUp.state !== 'confirmed' && signUp.state !== 'waiting') {
      if (signUp.state === 'attended' || signUp.state === 'absent') throw tooLate(null);
      if (signUp.isUngiven) await settling.follow(signUp);
      return own.view(signUp);
    }
    const given = await classes.find(signUp.classId);
    const until = given && cancelUntil(given, signUp.joinedAt);
    if (signUp.state === 'confirmed' && until && until <= clock.now())
      throw tooLate(civilNow(given.timeZone, until));
    const decided = await settling.decide(signUp, { kind: 'cancel', at: clock.now() });
    if (!decided) throw new DomainError('not_found');
    return own.view(decided.signUp);
  }

  /**
   * The seat list holds the offer; with the sign-up's own write the seat is the family's. Whoever ended it meanwhile has
   * the last word, and the seat goes back.
   * @throws DomainError not_found, offer_gone, class_cancelled, centre_suspended, centre_not_filed, retry
   */
  async function acceptSeat(familyId: string, id: string): Promise<View> {
    const signUp = await own.findOwn(familyId, id);
    if (signUp.state === 'confirmed' || signUp.state === 'attended') return own.view(signUp);
    const given = await classes.find(signUp.classId);
    if (!given || signUp.state !== 'waiting') throw new DomainError('offer_gone');
    if (given.status === 'cancelled') throw new DomainError('class_cancelled', reasonOf(given));
    if (phaseOf(given, clock.now()) === 'over') throw new DomainError('offer_gone');
    await checkFiled(given);
    const refusal = await seats.take(given, signUp);
    if (refusal === 'closed') throw new DomainError('class_cancelled', reasonOf(given));
    if (refusal !== null) throw new DomainError('offer_gone');
    const decided = await settling.decide(signUp, { kind: 'accept', attempt: signUp.attempt });
    if (decided?.signUp.state !== 'confirmed') throw new DomainError('offer_gone');
    return own.view(decided.signUp);
  }

  /** @throws DomainError not_found, offer_gone, offer_taken, retry */
  async function declineSeat(familyId: string, id: string): Promise<View> {
    const signUp = await own.findOwn(familyId, id);
    if (signUp.isUngiven) await settling.follow(signUp);
    if (signUp.state === 'declined') return own.view(signUp);
    const given = await classes.find(signUp.classId);
    if (!given || signUp.state !== 'waiting')
      throw new DomainError(signUp.state === 'confirmed' ? 'offer_taken' : 'offer_gone');
    const refusal = await seats.decline(given, signUp);
    if (refusal !== null) throw new DomainError(refusal === 'taken' ? 'offer_taken' : 'offer_gone');
    const decided = await settling.decide(signUp, { kind: 'decline', at: clock.now() });
    if (!decided) throw new DomainError('not_found');
    return own.view(decided.signUp);
  }

  /**
   * Another rating takes the place of the first. The same words again are not looked at again: what a desk decided about
   * them stands. @throws DomainError not_found, class_rating_closed, retry
   */
  async function rateClass(who: Who, id: string, { stars, comment }: Body<'rateClass'>): Promise<View> {
    const signUp = await own.findOwn(who.familyId, id);
    const given = await classes.find(signUp.classId);
    if (!given) throw new DomainError('not_found');
    const until = rateUntil(signUp, given);
    if (until === null || civilNow(given.timeZone, clock.now()).date > until)
      throw new DomainError('class_rating_closed', { n: getRegion(given.regionCode).classes.rateDays });
    const key = await keys.ensure(who.familyId);
    const isHeld = comment !== undefined && (await content.isDoubtful(comment, await askOpenid(who)));
    const rated = await signUps.rate(id, (before) => {
      const rating = { stars, on: homeToday(clock), at: clock.now() };
      if (before?.sealed && key.open(commentPlace(id), before.sealed) === comment)
        return { ...before, ...rating };
      return {
        ...rating,
        sealed: comment === undefined ? null : key.seal(commentPlace(id), comment),
        isHeld,
      };
    });
    if (!rated) throw new DomainError('not_found');
    return own.view(rated.signUp);
  }

  function newSignUp(
    _id: string,
    {
      familyId,
      childId,
      bodyPrint,
      given,
    }: Pick<SignUpDoc, 'familyId' | 'childId' | 'bodyPrint'> & { given: ClassDoc },
  ): SignUpDoc {
    const classId = given._id;
    return {
      ...{ _id, rev: 0, familyId, childId, classId, bodyPrint },
      openMark: openMarkOf({ _id, childId, classId, state: 'pending' }),
      ...{
        code: given.way === 'onSite' ? newCode() : null,
        codeMark: '',
        joinedAt: clock.now(),
        rating: null,
      },
      ...{ state: 'pending', attempt: 1, ver: 0, offeredUntil: null, knownChanges: given.changes.length },
      ...{ remindedOf: null, attendedAt: null, attendedOn: null, endedAt: null, untold: [] },
    };
  }

  return { signUpForClass, cancelSignUp, acceptSeat, declineSeat, rateClass };
}

const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
const reasonOf = (given: ClassDoc) => refuseCancelled(given).facts;

function tooLate(until: { date: string; time: string } | null): DomainError {
  return new DomainError('class_cancel_too_late', until ?? {});
}

/** `retry` and what is not ours leave the attempt as it is. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && !['retry', 'service_unavailable'].includes(error.code);
}
