import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import { getRegion } from '../../regions/regions.js';
import { deadline } from '../../regions/working-days.js';
import type { BookableCentre, Centres } from '../centres/centres.public.js';
import type { ConsentCheck } from '../consents/consents.public.js';
import type { Children } from '../families/families.public.js';
import { refuseApplication } from './days.rules.js';
import { type EnrolledDays, enrolmentPrefix } from './enrolled-days.service.js';
import { statusOf, type Wish } from './enrolment.rules.js';
import type { EnrolmentDoc, EnrolmentsModel } from './enrolments.model.js';
import { toEnrolment, type Where } from './enrolments.view.js';
import { note as noteHealth, nothingNoted } from './health-check.rules.js';
import { openSaid, openTexts, sealSaid } from './texts.js';

export type EnrolmentsDeps = {
  enrolments: EnrolmentsModel;
  days: EnrolledDays;
  centres: Centres;
  families: Children;
  consents: ConsentCheck;
  keys: FamilyKeys;
  clock: Clock;
};

type Enrolment = Reply<'getEnrolment'>;

/** A last day further off than this is a slip of the finger. */
const latestLastDayMonths = 12;

/** What a family does with its enrolments. */
export function enrolmentsService(deps: EnrolmentsDeps) {
  const { enrolments, days, centres, families, consents, keys, clock } = deps;

  /** @throws DomainError why it can’t be asked for, consent_required (health papers and a note), enrolment_already_open */
  async function applyForEnrolment(
    familyId: string,
    body: Body<'applyForEnrolment'>,
    key: string,
  ): Promise<Enrolment> {
    const _id = derivedId(enrolmentPrefix, familyId, 'applyForEnrolment', key);
    const familyKey = await keys.ensure(familyId);
    const bodyPrint = familyKey.fingerprint(body);
    const repeated = (kept: EnrolmentDoc): Promise<Enrolment> => {
      if (kept.bodyPrint !== bodyPrint) throw new DomainError('idempotency_key_reused');
      return view(kept);
    };
    const before = await enrolments.findOfFamily(familyId, _id);
    if (before) return repeated(before);

    const [child, centre] = await Promise.all([
      families.findChild(familyId, body.childId),
      centres.findBookable(body.centreId),
    ]);
    if (!child || !centre) throw new DomainError('not_found');
    const { startMonth, note = null, health = [] } = body;
    const weekdays = [...body.weekdays].sort((a, b) => a - b);
    const wish = wishOf(body);
    const where = whereOf(centre, clock.now());
    const refusal = refuseApplication({ startMonth, weekdays, wish }, child.birthOn, where);
    if (refusal) throw new DomainError(refusal.code, refusal.facts);
    if (note !== null || health.length > 0) await consents.require(familyId, 'enrolment');

    const said = { note, health: noteHealth(nothingNoted, health) };
    const { region, now: appliedAt } = where;
    const fresh: EnrolmentDoc = {
      ...{ _id, rev: 0, familyId, childId: child.id, centreId: centre.id, centreName: centre.name },
      ...{ bodyPrint, wish, startMonth, weekdays, appliedAt, openMark: '' },
      answerBy: deadline(region, appliedAt, { workdays: region.enrolment.answerWorkdays }).at,
      sealed: sealSaid(familyKey, _id, said),
      ...{ sealedAnswer: null, sealedEndReason: null, decidedBy: null },
      ...{ state: 'applied', placement: null, isCounted: false, n: 0, days: [], attempt: null, owed: [] },
      ...{ lastDay: null, endedBy: null, endedAt: null, answeredAt: null, overdueAt: null },
      ...{ inLineWith: null, untold: [] },
    };
    if (!(await enrolments.insert(fresh))) {
      const twin = await enrolments.findOfFamily(familyId, _id);
      if (!twin) throw new DomainError('enrolment_already_open');
      return repeated(twin);
    }
    // A removal that goes on at this moment ends what it sees; what came after it is ended here.
    if (!(await families.findChild(familyId, child.id))) {
      await days.decideAndSettle(fresh, { kind: 'stop', at: clock.now() });
      throw new DomainError('not_found');
    }
    return view(fresh);
  }

  async function listMyEnrolments(familyId: string): Promise<Reply<'listMyEnrolments'>> {
    return { items: await Promise.all((await enrolments.listOfFamily(familyId)).map(view)) };
  }

  /** @throws DomainError not_found, alike for another family’s and for none */
  async function getEnrolment(familyId: string, id: string): Promise<Enrolment> {
    return view(await findOwn(familyId, id));
  }

  /**
   * Before care begins it ends at once; afterwards with the last day told, which may come earlier when told again.
   * @throws DomainError not_found, input_invalid, date_in_past, date_too_far, retry
   */
  async function withdrawEnrolment(
    familyId: string,
    id: string,
    body: Body<'withdrawEnrolment'>,
  ): Promise<Enrolment> {
    const enrolment = await findOwn(familyId, id);
    const { today } = await whereIs(enrolment);
    const at = clock.now();
    const status = statusOf(enrolment, today);
    if (status === 'applied' || status === 'accepted') {
      const decided = await days.decideAndSettle(enrolment, { kind: 'withdraw', today, at });
      if (decided?.enrolment.state !== 'withdrawn') throw new DomainError('retry');
      return view(decided.enrolment);
    }
    if (status !== 'enrolled' && status !== 'leaving') return view(enrolment);
    const lastDay = checkLastDay(enrolment, body.lastDay, today);
    const leave = { kind: 'leave', lastDay, by: 'parent', today, at } as const;
    const decided = await days.decideAndSettle(enrolment, leave);
    if (decided?.enrolment.lastDay !== lastDay) throw new DomainError('retry');
    return view(decided.enrolment);
  }

  function checkLastDay(enrolment: EnrolmentDoc, lastDay: string | undefined, today: string): string {
    if (lastDay === undefined) throw invalid('/lastDay', '选最后一天');
    if (lastDay < today) throw new DomainError('date_in_past', { date: today });
    const latest = addMonths(today, latestLastDayMonths);
    if (lastDay > latest) throw new DomainError('date_too_far', { date: latest });
    if (enrolment.lastDay !== null && lastDay > enrolment.lastDay)
      throw invalid('/lastDay', '后面的托位已经让出来了，只能改早');
    return lastDay;
  }

  /** @throws DomainError not_found, consent_required, retry */
  async function noteEntryHealthCheck(
    familyId: string,
    id: string,
    { items }: Body<'noteEntryHealthCheck'>,
  ): Promise<Enrolment> {
    const enrolment = await findOwn(familyId, id);
    await consents.require(familyId, 'enrolment');
    const key = await keys.ensure(familyId);
    // Of one that is over nothing is kept: noting there comes to nothing.
    const noted = await enrolments.reseal(enrolment, (current) => {
      const said = openSaid(current, key);
      return sealSaid(key, id, { ...said, health: noteHealth(said.health, items) });
    });
    if (!noted) throw new DomainError('not_found');
    return view(noted.enrolment);
  }

  async function findOwn(familyId: string, id: string): Promise<EnrolmentDoc> {
    const enrolment = await enrolments.findOfFamily(familyId, id);
    if (!enrolment) throw new DomainError('not_found');
    return enrolment;
  }

  async function whereIs({ centreId }: EnrolmentDoc): Promise<Where> {
    const centre = await centres.findBookable(centreId);
    if (!centre) throw new DomainError('not_found');
    return whereOf(centre, clock.now());
  }

  async function view(enrolment: EnrolmentDoc): Promise<Enrolment> {
    const { familyId, childId } = enrolment;
    const [where, child, key] = await Promise.all([
      whereIs(enrolment),
      families.findChild(familyId, childId),
      keys.ensure(familyId),
    ]);
    return toEnrolment(enrolment, openTexts(enrolment, key), child, where);
  }

  return { applyForEnrolment, listMyEnrolments, getEnrolment, withdrawEnrolment, noteEntryHealthCheck };
}

export function whereOf(centre: BookableCentre, now: Date): Where {
  const region = getRegion(centre.regionCode);
  return { centre, region, today: civilNow(centre.timeZone, now).date, now };
}

/** @throws DomainError input_invalid for half days without which half */
function wishOf({ mode, half }: Pick<Body<'applyForEnrolment'>, 'mode' | 'half'>): Wish {
  if (mode === 'fullDay') return { mode };
  if (!half) throw invalid('/half', '选上午或下午');
  return { mode, half };
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
