import type { Reply } from '@nearcare/shared/contract/types';
import { makeClass } from './class-factories';

type DeskClass = Reply<'deskGetClass'>;

/** The class of makeClass at its desk: six signed up, one waits. */
export function makeDeskClass(over: Partial<DeskClass> = {}): DeskClass {
  const { answeredAt: _, ...detail } = makeClass();
  return {
    ...detail,
    ...{ rev: 3, signUpClosesHours: 0, comments: [], heldComments: 0 },
    counts: { confirmed: 6, waiting: 1, attended: 0, absent: 0 },
    checkIn: {
      ...{ opensAt: '2026-11-28T01:00:00.000Z', closesAt: '2026-11-30T03:00:00.000Z' },
      ...{ isOpen: false, session: '2026-11-28T02:00:00.000Z' },
    },
    may: ['update', 'cancel'],
    ...over,
  };
}

/** A recorded class without its recording yet. */
export function makeDeskLesson(over: Partial<Reply<'deskGetLesson'>> = {}): Reply<'deskGetLesson'> {
  return {
    ...{ classId: 'class_0001', media: null, chapters: [], transcript: [] },
    learners: { started: 0, finished: 0 },
    updatedAt: null,
    limits: {
      ...{ mostBytes: 200_000_000, types: ['video/mp4', 'audio/mpeg'] },
      origins: ['https://media.example'],
    },
    ...over,
  };
}

/** A room that is on, one question waiting. */
export function makeDeskRoom(over: Partial<Reply<'deskGetLiveRoom'>> = {}): Reply<'deskGetLiveRoom'> {
  return {
    ...{ classId: 'class_0001', title: '不肯吃饭', state: 'live' },
    session: { startsAt: '2026-11-24T01:00:00.000Z', endsAt: '2026-11-24T02:00:00.000Z' },
    ...{ startedAt: '2026-11-24T01:00:00.000Z', endedAt: null },
    ...{ viewers: 12, questions: 0, held: 1, attended: 0, lastSeq: 1 },
    ...{ video: null, isOpenToAll: false, replayClassId: null, mayStartFrom: null },
    may: ['end', 'announce', 'answer', 'show', 'hide', 'mute', 'unmute'],
    videoOrigins: [],
    config: {
      ...{ socketPath: '/api/v1/live/class_0001/socket', heartbeatSeconds: 25, pollSeconds: 10 },
      ...{ questionLength: 200, questionsPerMinute: 3, attendedShare: 0.6 },
    },
    ...over,
  };
}
