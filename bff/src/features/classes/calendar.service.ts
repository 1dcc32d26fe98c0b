import type { Query, Reply } from '@nearcare/shared/contract/types';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Children } from '../families/families.public.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import type { OwnSignUps } from './own-sign-ups.service.js';
import { isHolding } from './sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Deps = {
  classes: Pick<ClassesModel, 'findMany'>;
  signUps: Pick<SignUpsModel, 'listOfFamily'>;
  own: OwnSignUps;
  families: Children;
};

/** Classes as calendars read them (RFC 5545). */
export function classCalendarService({ classes, signUps, own, families }: Deps) {
  /**
   * Those in which the family has a seat, or one of its sign-ups, whatever became of it. An entry keeps its UID, and its
   * SEQUENCE rises with every change, so that a newer file replaces what an older one put there.
   * @throws DomainError not_found
   */
  async function getClassCalendar(
    familyId: string,
    { signUpId, withChild = false }: Query<'getClassCalendar'>,
  ): Promise<Reply<'getClassCalendar'>> {
    const mine =
      signUpId === undefined
        ? (await signUps.listOfFamily(familyId)).filter(isHolding)
        : [await own.findOwn(familyId, signUpId)];
    const [given, children] = await Promise.all([
      classes.findMany(mine.map(({ classId }) => classId)),
      withChild ? families.listChildren(familyId) : [],
    ]);
    const byId = new Map(given.map((one) => [one._id, one]));
    const calendar = ical({ prodId: { company: 'nearcare', product: 'nearcare', language: 'ZH' } });
    calendar.method(ICalCalendarMethod.PUBLISH);
    for (const signUp of mine.filter(({ state }) => state !== 'pending')) {
      const one = byId.get(signUp.classId);
      const nickname = children.find(({ id }) => id === signUp.childId)?.nickname ?? null;
      if (one) for (const event of eventsOf(signUp, one, nickname)) calendar.createEvent(event);
    }
    return { fileName: 'nearcare-classes.ics', text: `${calendar.toString()}\r\n` };
  }

  return { getClassCalendar };
}

/** One for each session. No name of the child unless it was asked for: calendars are shared with colleagues. */
function eventsOf(signUp: SignUpDoc, given: ClassDoc, nickname: string | null) {
  const { title, sessions, venue, status } = given;
  const isOff = status === 'cancelled' || !isHolding(signUp);
  return sessions.map(({ startsAt: start, endsAt: end }, index) => ({
    id: `${signUp._id}-${index + 1}@nearcare`,
    sequence: signUp.rev + given.rev,
    stamp: signUp.joinedAt,
    ...{ start, end, summary: nickname === null ? title : `${nickname}：${title}` },
    ...(venue && { location: `${venue.name}，${venue.address}` }),
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  }));
}
