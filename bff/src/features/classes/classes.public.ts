import type { Reply } from '@nearcare/shared/contract/types';
import type { OfficerDesk, StaffDesk } from '../../plugins/session.js';

type Card = Reply<'listClasses'>['items'][number];
export type Topic = Card['topic'];

export type Organiser =
  | { kind: 'centre'; centreId: string; name: string }
  | { kind: 'district'; districtCode: string; name: string };

/** A class as other features may know it. `districtCode` is that of its organiser, a centre's too. */
export type KnownClass = {
  id: string;
  title: string;
  kind: 'lecture' | 'activity';
  way: 'onSite' | 'recorded' | 'live';
  status: 'published' | 'cancelled';
  organiser: Organiser;
  districtCode: string;
  /** By time; none of a recorded one. */
  sessions: { startsAt: Date; endsAt: Date }[];
  ageFromMonths: number;
  ageToMonths: number;
  topic: Topic;
  expertIds: string[];
  /** Of a recorded one, once it has its recording; until then it stands in no list. */
  recording: Recording | null;
  /** The live class whose replay it is. */
  replayOf: string | null;
  timeZone: string;
  regionCode: string;
  isDemo: boolean;
};

/** A session that a host began: the time for which it was announced, and when it really began and ended. */
export type OnAir = { plannedFrom: Date; from: Date; to: Date | null };
export type Recording = { mediaId: string; seconds: number };

export interface Classes {
  find(classId: string): Promise<KnownClass | null>;
  /** A seat, not the waitlist; of a recorded one: began to learn. */
  isSignedUp(familyId: string, classId: string): Promise<boolean>;
  /** Those of these families of whom that is so, by one question. */
  listSignedUp(classId: string, familyIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The children of this family who have a seat in it, whatever became of the class since. `by`: who signed up until then. */
  listSignedUpChildren(familyId: string, classId: string, by?: Date): Promise<string[]>;
  /** Null for another desk's, and where there is none. */
  ofDesk(desk: StaffDesk | OfficerDesk, classId: string): Promise<KnownClass | null>;
  /** Makes the replay of a live class a recorded one, once; asked again, the same one. @throws DomainError not_found */
  publishReplay(classId: string, replay: Recording & { title: string }): Promise<{ classId: string }>;
  /** All who had a seat in the live class are told that this replay is there, once each. Safe to repeat. @throws DomainError not_found, retry */
  noteReplayOut(classId: string): Promise<void>;
  /** What the host of a live class does: words that come late say nothing. Safe to repeat. @throws DomainError retry */
  noteOnAir(classId: string, onAir: OnAir): Promise<void>;
  /** A recorded class is listed from then on. Safe to repeat. @throws DomainError not_found, retry */
  noteRecording(classId: string, recording: Recording): Promise<void>;
  /** Notes that these children learned it (live or recorded), so that it is theirs to rate. Safe to repeat. */
  noteLearned(classId: string, childIds: readonly string[], at: Date): Promise<void>;
}

/** What taking away and deleting need of a family's sign-ups. Each step may be repeated. */
export interface SignUpsOfFamily {
  hasAny(familyId: string): Promise<boolean>;
  /** Gives back the seats of this child, or of all; what was attended stays. @throws DomainError retry */
  cancelAll(familyId: string, childId?: string): Promise<void>;
  eraseFamily(familyId: string): Promise<void>;
  listForExport(familyId: string): Promise<Reply<'exportMyData'>['classSignUps']>;
}
