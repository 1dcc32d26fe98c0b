import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { CentreFacts, CentreModels } from '../centres.model.js';
import type { CentreClasses, ClosedDayBookings } from '../centres.public.js';
import { recountDistrict } from '../districts.model.js';
import type { OwnCentreModel } from './own-centre.model.js';

type Deps = {
  models: CentreModels;
  own: OwnCentreModel;
  bookings: ClosedDayBookings;
  classes: CentreClasses;
  clock: Clock;
};

/** 暂停: an officer stops a centre of the own district for a time. docs/booking-protocol.md, “Suspension”. */
export function suspensionService({ models, own, bookings, classes, clock }: Deps) {
  /**
   * The centre first: status, epoch and disclosure in one write, so that nothing new is booked; then what was booked
   * ends, and classes to come are cancelled. Repeated, it goes on where it stopped; the first reason stays.
   * @throws DomainError not_found, centre_not_filed, centre_suspended (by the register), input_invalid, retry
   */
  async function suspend(
    desk: OfficerDesk,
    centreId: string,
    { from, reason }: Body<'deskSuspendCentre'>,
  ): Promise<Reply<'deskSuspendCentre'>> {
    const facts = await own.change(centreId, (before) => {
      checkDistrict(desk, before);
      if (before.suspension) return null;
      checkFiled(before);
      if (from > today(before)) throw laterThanToday();
      const why = reason.trim();
      const filing = { ...before.filing, status: 'suspended' as const, suspendedFrom: from, reason: why };
      const made = { from, reason: why, at: clock.now(), byMembership: desk.membershipId };
      return {
        filing,
        suspension: { ...made, before: before.filing },
        ownDisclosures: disclosed(desk, before, { kind: 'suspension', on: from, text: `暂停服务：${why}` }),
      };
    });
    await recountDistrict(models, facts);
    const since = facts.suspension?.at ?? clock.now();
    const endedBookings = await bookings.endAll(centreId, since);
    return toResult(facts, { endedBookings, cancelledClasses: await classes.cancelAll(centreId, since) });
  }

  /** Again, the same answer. @throws DomainError not_found, centre_not_suspended (by this desk), retry */
  async function lift(desk: OfficerDesk, centreId: string): Promise<Reply<'deskLiftSuspension'>> {
    const facts = await own.change(centreId, (before) => {
      checkDistrict(desk, before);
      const { suspension, filing } = before;
      if (!suspension) {
        if (filing.status !== 'filed') throw new DomainError('centre_not_suspended');
        return null;
      }
      // What the register ended meanwhile stays ended.
      if (filing.status !== 'suspended') return { suspension: null };
      return {
        filing: suspension.before,
        suspension: null,
        ownDisclosures: disclosed(desk, before, { kind: 'filing', on: today(before), text: '恢复服务' }),
      };
    });
    await recountDistrict(models, facts);
    return toResult(facts, { endedBookings: 0, cancelledClasses: 0 });
  }

  const today = ({ timeZone }: CentreFacts): string => civilNow(timeZone, clock.now()).date;

  function disclosed(
    { placeName }: OfficerDesk,
    { ownDisclosures = [] }: CentreFacts,
    event: { kind: 'suspension' | 'filing'; on: string; text: string },
  ) {
    const recordedAt = clock.now().toISOString();
    return [...ownDisclosures, { ...event, source: placeName, recordedAt }];
  }

  return { suspend, lift };
}

/** Another district's centre is answered like none. */
function checkDistrict({ districtCode }: OfficerDesk, { district }: CentreFacts): void {
  if (district.code !== districtCode) throw new DomainError('not_found');
}

function checkFiled({ filing: { status, suspendedFrom, reason } }: CentreFacts): void {
  if (status === 'filed') return;
  if (status !== 'suspended') throw new DomainError('centre_not_filed');
  throw new DomainError('centre_suspended', {
    ...(suspendedFrom && { date: suspendedFrom }),
    ...(reason && { reason }),
  });
}

function laterThanToday(): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [
    { path: '/from', message: '按下后马上生效，填今天或以前' },
  ]);
}

type Ended = Pick<Reply<'deskSuspendCentre'>, 'endedBookings' | 'cancelledClasses'>;

function toResult({ _id, filing }: CentreFacts, ended: Ended): Reply<'deskSuspendCentre'> {
  return { centreId: _id, filingStatus: filing.status, ...ended };
}
