import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import { civilNow } from '../../lib/zone.js';
import { isLaterOnAir } from './class.rules.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import type { Classes, KnownClass, Organiser, Recording } from './classes.public.js';
import { deskKeyOf } from './desk/desk-of-class.js';
import type { Settling } from './settling.js';
import { isSeated } from './sign-up.rules.js';
import type { SignUpsModel } from './sign-ups.model.js';

type Deps = {
  classes: ClassesModel;
  signUps: Pick<SignUpsModel, 'listOfFamily' | 'listOfFamilies' | 'findStanding'>;
  settling: Settling;
  now: () => Date;
};

/** Classes as other features know them. */
export function knownClasses({ classes, signUps, settling, now }: Deps): Classes {
  async function listSeated(familyId: string, classId: string) {
    const mine = await signUps.listOfFamily(familyId);
    return mine.filter((one) => one.classId === classId && isSeated(one));
  }

  return {
    async find(classId) {
      const given = await classes.find(classId);
      return given && toKnown(given);
    },
    isSignedUp: async (familyId, classId) => (await listSeated(familyId, classId)).length > 0,
    async listSignedUp(classId, familyIds) {
      const all = await signUps.listOfFamilies(classId, familyIds);
      return new Set(all.filter(isSeated).map(({ familyId }) => familyId));
    },
    listSignedUpChildren: async (familyId, classId, by) =>
      (await listSeated(familyId, classId))
        .filter(({ joinedAt }) => by === undefined || joinedAt <= by)
        .map(({ childId }) => childId),
    async ofDesk(desk, classId) {
      const deskKey = deskKeyOf(desk);
      const given = deskKey === null ? null : await classes.findOfDesk(deskKey, classId);
      return given && toKnown(given);
    },

    async publishReplay(classId, { title, mediaId, seconds }) {
      const live = await classes.find(classId);
      if (live?.way !== 'live') throw new DomainError('not_found');
      const _id = derivedId('cl', classId, 'replay');
      // Of one live class one replay, whoever asks.
      await classes.insert(replayOf(live, { _id, title, recording: { mediaId, seconds }, at: now() }));
      return { classId: _id };
    },
    async noteRecording(classId, recording) {
      const noted = await classes.change(classId, (given) =>
        given.way !== 'recorded' || isSame(given.recording, recording) ? given : { ...given, recording },
      );
      if (noted?.way !== 'recorded') throw new DomainError('not_found');
    },
    async noteReplayOut(classId) {
      const noted = await classes.change(classId, (given) =>
        given.replayOf === null || given.isUnsettled ? given : { ...given, isUnsettled: true },
      );
      if (noted === null) throw new DomainError('not_found');
    },
    async noteOnAir(classId, onAir) {
      await classes.change(classId, (given) =>
        given.way === 'live' && isLaterOnAir(given.onAir, onAir) ? { ...given, onAir } : given,
      );
    },
    async noteLearned(classId, childIds, at) {
      const given = await classes.find(classId);
      if (!given) return;
      const { date: on } = civilNow(given.timeZone, at);
      for (const childId of childIds) {
        const signUp = await signUps.findStanding(classId, childId);
        if (signUp) await settling.decide(signUp, { kind: 'learn', at, on });
      }
    },
  };
}

function toKnown(given: ClassDoc): KnownClass {
  const { _id: id, title, kind, way, status, organiser, sessions, ageFromMonths, ageToMonths, topic } = given;
  const { experts, recording, replayOf: live, timeZone, regionCode, isDemo } = given;
  return {
    ...{ id, title, kind, way, status, organiser: toOrganiser(organiser) },
    districtCode: organiser.districtCode,
    sessions: sessions.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
    ...{ ageFromMonths, ageToMonths, topic },
    expertIds: experts.flatMap(({ id: expertId }) => expertId ?? []),
    ...{ recording, replayOf: live, timeZone, regionCode, isDemo },
  };
}

function toOrganiser({ centreId, districtCode, name }: ClassDoc['organiser']): Organiser {
  return centreId === null ? { kind: 'district', districtCode, name } : { kind: 'centre', centreId, name };
}

const isSame = (a: Recording | null, b: Recording): boolean =>
  a?.mediaId === b.mediaId && a.seconds === b.seconds;

/** What was said live, to be learned at any time: no times, no seats, open at once. */
function replayOf(
  live: ClassDoc,
  { _id, title, recording, at }: Pick<ClassDoc, '_id' | 'title' | 'recording'> & { at: Date },
): ClassDoc {
  const { isUnsettled: _, onAir: __, ...kept } = live;
  return {
    ...kept,
    ...{ _id, rev: 0, epoch: 0, title, recording, way: 'recorded', status: 'published', replayOf: live._id },
    ...{ sessions: [], venue: null, seats: null, changes: [] },
    ...{ signUpOpensAt: at, signUpClosesHours: 0, publishedAt: at },
  };
}
