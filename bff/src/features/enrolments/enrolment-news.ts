import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import type { Event } from './enrolment.rules.js';
import type { EnrolmentDoc, EnrolmentsModel } from './enrolments.model.js';

type Deps = { enrolments: EnrolmentsModel; families: Children; notices: Notices };

export type EnrolmentNews = News<EnrolmentDoc>;

/** Tells families what their centre did, or did not do, about an enrolment. */
export function enrolmentNews({ enrolments, families, notices }: Deps): EnrolmentNews {
  async function tellAbout(enrolment: EnrolmentDoc): Promise<void> {
    const child = await families.findChild(enrolment.familyId, enrolment.childId);
    // Who removed the child ended its enrolment by that and has nothing to hear.
    if (child) for (const event of enrolment.untold) await tellEvent(enrolment, event, child.nickname);
  }

  async function tellEvent(
    { _id, familyId, centreName, state, lastDay }: EnrolmentDoc,
    event: Event,
    childNickname: string,
  ): Promise<void> {
    const { what, at } = event;
    const common = { key: `enrolments/${_id}/${what}/${at.getTime()}`, familyId, at };
    const facts = { enrolmentId: _id, centreName, childNickname };
    switch (what) {
      case 'answered':
        return notices.tell({
          kind: 'enrolmentAnswered',
          ...{ ...common, facts: { ...facts, isAccepted: state !== 'declined' } },
        });
      case 'overdue':
        return notices.tell({ kind: 'enrolmentOverdue', ...common, facts });
      case 'ended':
        return notices.tell({
          kind: 'enrolmentEnded',
          ...{ ...common, facts: { ...facts, lastDay: lastDay ?? '' } },
        });
      case 'closed': {
        const [date = ''] = event.dates;
        const closed = { date, days: event.dates.length, reason: event.reason };
        // Two reasons may close days at the same moment.
        const key = `${common.key}/${date}`;
        return notices.tell({ kind: 'enrolledDaysClosed', ...common, key, facts: { ...facts, ...closed } });
      }
      case 'missed':
        return notices.tell({
          kind: 'enrolledDayMissed',
          ...{ ...common, facts: { ...facts, date: event.date } },
        });
    }
  }

  return untoldNews({
    listUntold: enrolments.listUntold,
    tellAbout,
    markTold: (enrolment) => enrolments.decideOn(enrolment, { kind: 'told', events: enrolment.untold }),
  });
}
