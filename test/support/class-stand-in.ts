import type { Classes, KnownClass, OnAir } from '@nearcare/bff/features/classes/classes.public';
import type { GuidanceLog, NewContact } from '@nearcare/bff/features/guidance/guidance.public';
import { newId } from '@nearcare/bff/lib/ids';
import type { DeskSession } from '@nearcare/bff/plugins/session';

/** A live class of the test centre, from 9:30 to 10:30 in Shanghai on the day of the fake clock, unless told otherwise. */
export function makeClass(given: Partial<KnownClass> = {}): KnownClass {
  return {
    id: newId('cl'),
    title: '宝宝不肯吃饭怎么办',
    kind: 'lecture',
    way: 'live',
    status: 'published',
    organiser: { kind: 'centre', centreId: 'ce_0000000000000000', name: '测试托育中心' },
    districtCode: 'test-1',
    sessions: [{ startsAt: new Date('2026-11-24T01:30:00Z'), endsAt: new Date('2026-11-24T02:30:00Z') }],
    ageFromMonths: 6,
    ageToMonths: 36,
    topic: 'nutrition',
    expertIds: [],
    recording: null,
    replayOf: null,
    timeZone: 'Asia/Shanghai',
    regionCode: 'cn',
    isDemo: false,
    ...given,
  };
}

export type ClassesStandIn = ReturnType<typeof classesStandIn>;

/** Classes and who signed up for them, in memory: for tests of what is learned, where how one signs up is not the matter. */
export function classesStandIn() {
  const known = new Map<string, KnownClass>();
  const seats = new Map<string, string[]>();
  /** When, of who did not sign up long ago. */
  const joined = new Map<string, Date>();
  const contacts: NewContact[] = [];
  const replaysOut: string[] = [];
  const onAirs: ({ classId: string } & OnAir)[] = [];
  const learned: { classId: string; childIds: readonly string[] }[] = [];
  const seatOf = (familyId: string, classId: string): string => `${familyId}/${classId}`;
  const isOfDesk = ({ organiser }: KnownClass, desk: DeskSession): boolean =>
    organiser.kind === 'centre'
      ? desk.role === 'staff' && organiser.centreId === desk.centreId
      : desk.role === 'officer' && organiser.districtCode === desk.districtCode;

  const classes: Classes = {
    find: async (id) => known.get(id) ?? null,
    isSignedUp: async (familyId, id) => seats.has(seatOf(familyId, id)),
    listSignedUp: async (id, familyIds) =>
      new Set(familyIds.filter((familyId) => seats.has(seatOf(familyId, id)))),
    listSignedUpChildren: async (familyId, id, by) =>
      (seats.get(seatOf(familyId, id)) ?? []).filter(
        (childId) => by === undefined || (joined.get(childId) ?? new Date(0)) <= by,
      ),
    ofDesk: async (desk, id) => {
      const found = known.get(id);
      return found && isOfDesk(found, desk) ? found : null;
    },
    async publishReplay(id, { title, mediaId, seconds }) {
      const live = known.get(id);
      if (!live) throw new Error(`no class ${id}`);
      const before = [...known.values()].find(({ replayOf }) => replayOf === id);
      const replay =
        before ??
        makeClass({
          ...{ ...live, id: newId('cl'), title, way: 'recorded', sessions: [], replayOf: id },
          recording: { mediaId, seconds },
        });
      known.set(replay.id, replay);
      return { classId: replay.id };
    },
    async noteRecording(id, recording) {
      const found = known.get(id);
      if (found) known.set(id, { ...found, recording });
    },
    async noteReplayOut(classId) {
      replaysOut.push(classId);
    },
    async noteOnAir(classId, onAir) {
      onAirs.push({ classId, ...onAir });
    },
    async noteLearned(classId, childIds) {
      learned.push({ classId, childIds });
    },
  };
  const guidance: GuidanceLog = {
    async note(contact) {
      const isKnown = ({ childId, sourceId }: NewContact) =>
        childId === contact.childId && sourceId === contact.sourceId;
      if (!contacts.some(isKnown)) contacts.push(contact);
    },
  };
  return {
    ...{ classes, guidance, contacts, learned, replaysOut, onAirs },
    add(given: Partial<KnownClass> = {}): KnownClass {
      const made = makeClass(given);
      known.set(made.id, made);
      return made;
    },
    change(id: string, given: Partial<KnownClass>): void {
      const found = known.get(id);
      if (found) known.set(id, { ...found, ...given });
    },
    signUp(familyId: string, classId: string, childIds: string[] = [`ch_${familyId.slice(2)}`]): void {
      seats.set(seatOf(familyId, classId), childIds);
    },
    signUpAt(at: Date, familyId: string, classId: string, childId: string): void {
      const seat = seatOf(familyId, classId);
      seats.set(seat, [...(seats.get(seat) ?? []), childId]);
      joined.set(childId, at);
    },
    giveBack(familyId: string, classId: string): void {
      seats.delete(seatOf(familyId, classId));
    },
  };
}
