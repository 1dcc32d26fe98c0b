import type { Body, Reply } from '@nearcare/shared/contract/types';
import { ageInMonths } from '@nearcare/shared/rules/age';
import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { StaffDesk } from '../../../plugins/session.js';
import type { Centres } from '../../centres/centres.public.js';
import type { ConsentCheck } from '../../consents/consents.public.js';
import type { AccessLog } from '../../desk/desk.public.js';
import type { Children, KnownChild } from '../../families/families.public.js';
import { firstDayBounds, groupsTaking, proposedFirstDay } from '../days.rules.js';
import type { EnrolledDays } from '../enrolled-days.service.js';
import type { EnrolmentNews } from '../enrolment-news.js';
import type { EnrolmentDoc, EnrolmentsModel } from '../enrolments.model.js';
import { whereOf } from '../enrolments.service.js';
import { byUrgency, toAsked, toDeskItem, toTold, type Where } from '../enrolments.view.js';
import { confirm } from '../health-check.rules.js';
import { openSaid, openTexts, sealAnswer, sealEndReason, sealSaid } from '../texts.js';
import { acceptance } from './acceptance.js';

export type EnrolmentsAtDeskDeps = {
  enrolments: EnrolmentsModel;
  days: EnrolledDays;
  centres: Centres;
  families: Children;
  consents: ConsentCheck;
  keys: FamilyKeys;
  accessLog: AccessLog;
  news: EnrolmentNews;
  clock: Clock;
};

type Shown = Reply<'deskGetEnrolment'>;
type Decision = Body<'deskDecideEnrolment'>;
export type Opened = { enrolment: EnrolmentDoc; child: KnownChild; key: FamilyKey; where: Where };

/** What staff do with the enrolments of their own centre; others are not there for them. */
export function enrolmentsAtDesk(deps: EnrolmentsAtDeskDeps) {
  const { enrolments, days, centres, families, consents, keys, accessLog, news, clock } = deps;
  const { preview, accept } = acceptance({ days });

  /** Names no child, so it is no look: what is over stands there too, also of a child that its family removed since. */
  async function deskListEnrolments(desk: StaffDesk): Promise<Reply<'deskListEnrolments'>> {
    const where = await whereIs(desk);
    const all = await enrolments.listOfCentre(desk.centreId);
    return { items: all.map((enrolment) => toDeskItem(enrolment, where)).sort(byUrgency) };
  }

  /** @throws DomainError not_found */
  async function deskGetEnrolment(desk: StaffDesk, id: string): Promise<Shown> {
    return look(desk, await open(desk, id));
  }

  /** @throws DomainError not_found, already_decided, and why it can’t be accepted like this whatever the places */
  async function deskPreviewEnrolment(
    desk: StaffDesk,
    id: string,
    body: Body<'deskPreviewEnrolment'>,
  ): Promise<Reply<'deskPreviewEnrolment'>> {
    const opened = await open(desk, id);
    await noteLook(desk, opened);
    return preview(opened, body);
  }

  /**
   * Decides, and tells the family. The same decision again gets the same answer, for that may have been lost.
   * @throws DomainError not_found, reason_required, input_invalid, places_short, already_decided, retry
   */
  async function deskDecideEnrolment(desk: StaffDesk, id: string, body: Decision): Promise<Shown> {
    const opened = await open(desk, id);
    // On record before it is done: by now hardly anything can refuse it any more.
    await noteLook(desk, opened);
    const decided = await decide(desk, opened, body);
    await news.tell(decided);
    return shownOf({ ...opened, enrolment: decided });
  }

  async function decide(desk: StaffDesk, opened: Opened, body: Decision): Promise<EnrolmentDoc> {
    const { enrolment, key } = opened;
    const { _id: id } = enrolment;
    const decidedBy = desk.membershipId;
    switch (body.decision) {
      case 'accepted': {
        const sealedAnswer = body.answer === undefined ? null : sealAnswer(key, id, body.answer);
        return accept(opened, body, { sealedAnswer, decidedBy });
      }
      case 'declined': {
        if (body.reason === undefined) throw new DomainError('reason_required');
        const sealedAnswer = sealAnswer(key, id, body.reason);
        const texts = { sealedAnswer, decidedBy };
        const decided = await days.decideAndSettle(enrolment, { kind: 'decline', at: clock.now() }, texts);
        const after = decided?.enrolment;
        const isSame = after?.state === 'declined' && openTexts(after, key).answer === body.reason;
        if (!after || !isSame) throw new DomainError('already_decided');
        return after;
      }
      case 'counted':
        return count(opened, body.isCounted ?? true);
      case 'ended':
        return end(opened, body, decidedBy);
    }
  }

  /** Whether the register counts the child by now: then it gives its place for bookings back, or takes one. */
  async function count({ enrolment, where }: Opened, isCounted: boolean): Promise<EnrolmentDoc> {
    if (enrolment.state !== 'accepted') throw new DomainError('already_decided');
    const decided = await days.decideAndSettle(enrolment, { kind: 'count', isCounted });
    if (decided?.enrolment.isCounted !== isCounted) throw new DomainError('retry');
    await days.bringInLine(decided.enrolment, where.centre);
    return (await enrolments.find(enrolment._id)) ?? decided.enrolment;
  }

  async function end(
    { enrolment, key, where: { today } }: Opened,
    { lastDay, reason }: Decision,
    decidedBy: string,
  ): Promise<EnrolmentDoc> {
    if (reason === undefined) throw new DomainError('reason_required');
    if (lastDay === undefined) throw invalid('/lastDay', '选最后一天');
    if (lastDay < today) throw new DomainError('date_in_past', { date: today });
    const at = clock.now();
    const texts = { sealedEndReason: sealEndReason(key, enrolment._id, reason), decidedBy };
    const leave = { kind: 'leave', lastDay, by: 'centre', today, at } as const;
    const decided = await days.decideAndSettle(enrolment, leave, texts);
    const after = decided?.enrolment;
    if (after?.lastDay !== lastDay || after.endedBy !== 'centre') throw new DomainError('already_decided');
    return after;
  }

  /** @throws DomainError not_found, consent_required (the family took it back), already_decided (it is over), retry */
  async function deskConfirmHealthCheck(
    desk: StaffDesk,
    id: string,
    { kinds }: Body<'deskConfirmHealthCheck'>,
  ): Promise<Shown> {
    const opened = await open(desk, id);
    const { enrolment, key } = opened;
    if (enrolment.state !== 'applied' && enrolment.state !== 'accepted')
      throw new DomainError('already_decided');
    await consents.require(enrolment.familyId, 'enrolment');
    await noteLook(desk, opened);
    const confirmed = await enrolments.reseal(enrolment, (current) => {
      const said = openSaid(current, key);
      return sealSaid(key, id, { ...said, health: confirm(said.health, kinds) });
    });
    if (!confirmed) throw new DomainError('not_found');
    return shownOf({ ...opened, enrolment: confirmed.enrolment });
  }

  async function open(desk: StaffDesk, id: string): Promise<Opened> {
    const enrolment = await enrolments.findOfCentre(desk.centreId, id);
    if (!enrolment) throw new DomainError('not_found');
    const { familyId, childId } = enrolment;
    const [child, key, where] = await Promise.all([
      families.findChild(familyId, childId),
      keys.find(familyId),
      whereIs(desk),
    ]);
    if (!child || !key) throw new DomainError('not_found');
    return { enrolment, child, key, where };
  }

  async function whereIs({ centreId }: StaffDesk): Promise<Where> {
    const centre = await centres.findBookable(centreId);
    if (!centre) throw new DomainError('not_found');
    return whereOf(centre, clock.now());
  }

  async function look(desk: StaffDesk, opened: Opened): Promise<Shown> {
    await noteLook(desk, opened);
    return shownOf(opened);
  }

  function noteLook(desk: StaffDesk, { enrolment: { familyId, childId } }: Opened): Promise<void> {
    return accessLog.note(desk, [{ familyId, childId, what: 'enrolment' }]);
  }

  return {
    ...{ deskListEnrolments, deskGetEnrolment, deskPreviewEnrolment, deskDecideEnrolment },
    deskConfirmHealthCheck,
  };
}

function shownOf({ enrolment, child, key, where }: Opened): Shown {
  const { centre, region, today } = where;
  const firstDay = enrolment.placement?.firstDay ?? proposedFirstDay(enrolment, where);
  const bounds = firstDayBounds(region, today);
  const fitting = groupsTaking(centre.groups, child.birthOn, firstDay ?? today);
  return {
    ...toAsked(enrolment, where),
    childNickname: child.nickname,
    ageMonths: ageInMonths(child.birthOn, firstDay ?? today),
    ...toTold(enrolment, openTexts(enrolment, key), where),
    isCounted: enrolment.isCounted,
    groups: centre.groups.map((group) => ({
      ...{ id: group.id, name: group.name, fits: fitting.includes(group) },
    })),
    ...{ firstDay, earliestFirstDay: bounds.earliest, latestFirstDay: bounds.latest },
  };
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
