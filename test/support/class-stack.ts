import { type RosterModel, rosterModel } from '@nearcare/bff/features/bookings/roster.model';
import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { districtsPublic } from '@nearcare/bff/features/centres/districts.service';
import { classParts } from '@nearcare/bff/features/classes/class-parts';
import { type ClassDoc, classesModel } from '@nearcare/bff/features/classes/classes.model';
import { attendanceService } from '@nearcare/bff/features/classes/desk/attendance.service';
import { classesAtDesk } from '@nearcare/bff/features/classes/desk/classes-at-desk.service';
import { heldComments } from '@nearcare/bff/features/classes/desk/held-comments.service';
import { timesOf } from '@nearcare/bff/features/classes/desk/new-class.rules';
import { publishingService } from '@nearcare/bff/features/classes/desk/publishing.service';
import { callToLiveJob } from '@nearcare/bff/features/classes/jobs/call-to-live.job';
import { classKeeper } from '@nearcare/bff/features/classes/jobs/keep-classes.job';
import { remindJob } from '@nearcare/bff/features/classes/jobs/remind.job';
import { ownSignUps } from '@nearcare/bff/features/classes/own-sign-ups.service';
import { classRatings } from '@nearcare/bff/features/classes/ratings';
import { signUpsModel } from '@nearcare/bff/features/classes/sign-ups.model';
import { signUpsService } from '@nearcare/bff/features/classes/sign-ups.service';
import type { AccessLog } from '@nearcare/bff/features/desk/desk.public';
import type { KnownChild } from '@nearcare/bff/features/families/families.public';
import type { NewContact } from '@nearcare/bff/features/guidance/guidance.public';
import type { Clock } from '@nearcare/bff/lib/clock';
import { localCheck } from '@nearcare/bff/lib/content-check';
import { newId } from '@nearcare/bff/lib/ids';
import { china } from '@nearcare/bff/regions/cn';
import type { Body } from '@nearcare/shared/contract/types';
import type { Connection } from 'mongoose';
import { type Interrupt, interrupted, openKeys } from './booking-stack.js';
import { fakeNotices } from './fake-notices.js';

const writesOf = {
  classes: ['insert', 'change', 'markSettled'],
  signUps: ['insert', 'decideOn', 'reopen', 'rate', 'judge', 'erase'],
  lists: ['apply'],
  notices: ['tell'],
  guidance: ['note'],
} as const;

type NewClass = Body<'deskPublishClass'>;

/**
 * An activity with three seats on Saturday 28 November, from ten to half past eleven. Live it has neither place nor limit,
 * recorded no time either.
 */
export function newClass(given: Partial<NewClass> = {}): NewClass {
  const { way = 'onSite' } = given;
  return {
    ...{ kind: 'activity', way, title: '爬走跑：在家能玩的游戏', about: '带孩子一起来。' },
    ...{ topic: 'motor', ageFromMonths: 12, ageToMonths: 24 },
    ...(way !== 'recorded' && { sessions: [{ date: '2026-11-28', from: '10:00', to: '11:30' }] }),
    ...(way === 'onSite' && { venue, seats: 3 }),
    ...given,
  };
}

const venue: NonNullable<NewClass['venue']> = {
  ...{ kind: 'childrensHome', name: '桥西儿童之家', address: '桥西路 12 号' },
  ...{ lat: 30.25, lng: 120.15 },
};

export const liveClass: Partial<NewClass> = { way: 'live', kind: 'lecture', title: '不肯吃饭，是真的不饿吗' };
export const recordedClass: Partial<NewClass> = { way: 'recorded', kind: 'lecture', title: '一岁半睡整觉' };

/** The same as an update takes it. */
export function updatedClass(given: Partial<NewClass> = {}): Omit<NewClass, 'kind' | 'way'> {
  const { kind: _, way: __, ...told } = newClass(given);
  return told;
}

/** As the store keeps one that a district published: live and without limit, unless told otherwise. */
export function makeClass(
  given: Partial<ClassDoc> = {},
  times: NewClass['sessions'] = [{ date: '2026-12-05', from: '10:00', to: '11:00' }],
): ClassDoc {
  const at = new Date('2026-11-23T00:00:00Z');
  return {
    ...{ _id: newId('cl'), rev: 0, bodyPrint: '', deskKey: 'district:test-1', epoch: 0, publishedAt: at },
    ...{
      publishedBy: 'dm_0001',
      title: '不肯吃饭，是真的不饿吗',
      about: '边讲边答。',
      kind: 'lecture',
      way: 'live',
    },
    organiser: { kind: 'district', centreId: null, districtCode: 'test-1', name: '桥西街道' },
    ...{
      topic: 'nutrition',
      status: 'published',
      sessions: timesOf(times ?? [], china.timeZone),
      venue: null,
    },
    ...{ ageFromMonths: 0, ageToMonths: 36, priceFen: 0, currency: 'CNY', experts: [], seats: null },
    ...{ mostPerFamily: 2, signUpOpensAt: at, signUpClosesHours: 0, cancelHours: 2, changes: [] },
    ...{ recording: null, replayOf: null, timeZone: china.timeZone, regionCode: 'cn', isDemo: false },
    ...given,
  };
}

/** A live class without limit, beside the service whose store it is. */
export async function addLiveClass(store: Connection): Promise<string> {
  const given = makeClass();
  await classesModel(store.useDb(store.name)).insert(given);
  return given._id;
}

/** The classes feature over one connection, without HTTP, with every write passing through `interrupt`. */
export function classStack(
  store: Connection,
  clock: Clock,
  children: Map<string, KnownChild>,
  onWritten: Parameters<RosterModel['onWritten']>[0] = () => undefined,
) {
  const stored = { classes: classesModel(store), signUps: signUpsModel(store) };
  const lists = rosterModel(store, 'SeatList', 'seatLists', clock.now);
  lists.onWritten(onWritten);
  const centreStore = centreModels(store);
  const told = fakeNotices();
  const contacts = new Map<string, NewContact>();
  const looks: string[] = [];
  const families = {
    findChild: async (_family: string, id: string) => children.get(id) ?? null,
    hasChild: async (_family: string, id: string) => children.has(id),
    listChildren: async () => [...children.values()],
  };

  const accessLog: AccessLog = {
    async note(desk, seen) {
      looks.push(...seen.map(({ childId, what }) => `${desk.name} ${what} ${childId}`));
    },
  };

  /** A process of its own: what it does can be cut short. */
  function process(interrupt: Interrupt) {
    const classes = interrupted(stored.classes, writesOf.classes, interrupt);
    const signUps = interrupted(stored.signUps, writesOf.signUps, interrupt);
    const notices = interrupted(told.notices, writesOf.notices, interrupt);
    const guidance = interrupted(
      {
        async note(contact: NewContact) {
          const key = `${contact.childId} ${contact.sourceId}`;
          if (!contacts.has(key)) contacts.set(key, contact);
        },
      },
      writesOf.guidance,
      interrupt,
    );
    const parts = classParts({
      ...{ classes, signUps, families, notices, guidance, keys: openKeys, clock },
      centres: centresPublic(centreStore),
      seatLists: { ...interrupted(lists, writesOf.lists, interrupt), onWritten: () => undefined },
    });
    const deps = {
      ...{ ...parts, families, keys: openKeys, clock },
      ...{ centres: centresPublic(centreStore), districts: districtsPublic(centreStore) },
      experts: { listActive: async () => [] },
    };
    const own = ownSignUps(deps);
    const atDesk = classesAtDesk({ ...deps, ratings: classRatings(deps) });
    return {
      ...parts,
      own,
      mine: signUpsService({ ...deps, own, content: localCheck, askOpenid: async () => null }),
      publishing: publishingService({ ...deps, atDesk }),
      attendance: attendanceService({ ...deps, atDesk, accessLog }),
      held: heldComments({ ...deps, accessLog }),
      keeper: classKeeper(deps),
      remind: () => remindJob(deps).run({ isHeld: () => true }),
      callToLive: () => callToLiveJob(deps).run({ isHeld: () => true }),
    };
  }

  return { process, told, contacts, looks };
}
