import { Type } from 'typebox';
import { Id, Instant, nullable, oneOf, strict } from './common.js';
import { lessonParts, NewMedia } from './lessons.js';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Seq = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

export const LiveState = oneOf(
  ['waiting', 'live', 'ended', 'replay'],
  'waiting: before a session; ended: after the last one; replay: its recording is published',
);
const flvUrl =
  'The same picture for WeChat’s live player, which is seconds ahead of HLS; for accounts that may have it';
export const LiveVideo = strict({
  kind: oneOf(['hls', 'outside']),
  url: Type.String(),
  flvUrl: Type.Optional(Type.String({ description: flvUrl })),
});
const LiveCounts = {
  viewers: Type.Integer({ description: 'Families in the room now, at all processes; seconds old' }),
  questions: Type.Integer({ description: 'That everybody sees' }),
};

/**
 * One line of the room's log. `seq` rises by one with each, from 1; nobody's name is in it: families are 家长 and a
 * letter. Whose text is gone (hidden again, or its family left) has null.
 */
export const LiveEvent = strict({
  seq: Seq,
  at: Instant,
  kind: oneOf(['started', 'ended', 'announced', 'asked', 'answered', 'hidden']),
  questionId: nullable(Id),
  by: nullable(Type.String({ description: 'asked: 家长 A; announced, answered: the host' })),
  text: nullable(Type.String()),
});
export const LiveRoom = strict({
  classId: Id,
  title: Type.String(),
  state: LiveState,
  session: nullable(
    strict({ startsAt: Instant, endsAt: Instant }, 'The one that runs, else the next, else the last'),
  ),
  startedAt: nullable(Instant),
  endedAt: nullable(Instant),
  ...LiveCounts,
  lastSeq: Seq,
  video: nullable(LiveVideo),
  replayClassId: nullable(Id),
  mayAsk: Type.Boolean({ description: 'Signed up, live and not muted' }),
  isSignedUp: Type.Boolean(),
  presentSeconds: Type.Integer({
    description: 'That my family was in the room while it was live, this session',
  }),
  attendedAt: nullable(Instant),
  config: strict({
    socketPath: Type.String({ description: 'Path of the WebSocket; its messages: docs/live-protocol.md' }),
    heartbeatSeconds: Type.Integer({ description: 'The phone says something at least so often' }),
    pollSeconds: Type.Integer({ description: 'How often to ask `listLiveEvents` where no socket opens' }),
    questionLength: Type.Integer({ description: 'Characters of one question' }),
    questionsPerMinute: Type.Integer(),
    attendedShare: Type.Number({ description: 'Of the session that has to be attended, 0 to 1' }),
  }),
  isDemo: Type.Boolean(),
});
export const LiveEventsQuery = strict({
  after: Type.Optional(Seq),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
});
export const LiveEvents = strict({
  events: Type.Array(LiveEvent, { description: 'From `after` + 1 on, without a gap' }),
  lastSeq: Seq,
  state: LiveState,
  viewers: Type.Integer(),
});
export const NewLiveQuestion = strict({ text: words(200) });
export const LiveQuestionState = oneOf(
  ['held', 'shown', 'hidden'],
  'held: only the host sees it, until the host shows it',
);
export const LiveQuestion = strict({
  id: Id,
  state: LiveQuestionState,
  by: Type.String({ description: '家长 A' }),
  text: nullable(Type.String({ description: 'null: its family left' })),
  answer: nullable(Type.String()),
  askedAt: Instant,
});

export const DeskLiveQuestion = strict({
  ...LiveQuestion.properties,
  isMuted: Type.Boolean({ description: 'Its family' }),
});
export const DeskLiveRoom = strict({
  classId: Id,
  title: Type.String(),
  state: LiveState,
  session: LiveRoom.properties.session,
  startedAt: nullable(Instant),
  endedAt: nullable(Instant),
  ...LiveCounts,
  held: Type.Integer({ description: 'Questions that wait for the host' }),
  attended: Type.Integer({ description: 'Families that attended' }),
  lastSeq: Seq,
  video: nullable(LiveVideo),
  isOpenToAll: Type.Boolean({ description: 'Whoever has not signed up may watch too, and not ask' }),
  replayClassId: nullable(Id),
  mayStartFrom: nullable(Instant),
  may: Type.Array(oneOf(['start', 'end', 'announce', 'answer', 'show', 'hide', 'mute', 'unmute', 'replay'])),
  videoOrigins: Type.Array(Type.String(), { description: 'From which a video may be' }),
  config: LiveRoom.properties.config,
});
/** The same log as families have, with what a host is told beside it. */
export const DeskLiveEvents = strict({
  ...LiveEvents.properties,
  held: DeskLiveRoom.properties.held,
});
export const SetLiveRoom = strict({
  video: nullable(
    strict({
      kind: oneOf(['hls', 'outside']),
      url: Type.String({ maxLength: 1000, pattern: '^https://' }),
      flvUrl: Type.Optional(Type.String({ maxLength: 1000, pattern: '^https://', description: flvUrl })),
    }),
  ),
  isOpenToAll: Type.Boolean(),
});
export const DeskLiveQuestionsQuery = strict({
  state: Type.Optional(LiveQuestionState),
  cursor: Type.Optional(Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
});
export const DeskLiveQuestions = strict({
  items: Type.Array(DeskLiveQuestion, { description: 'The last asked first' }),
  nextCursor: nullable(Type.String()),
});
export const ActInLiveRoom = strict({
  move: oneOf(
    ['start', 'end', 'announce', 'answer', 'show', 'hide', 'mute', 'unmute'],
    'announce and answer need `text`; answer, show, hide, mute and unmute need `questionId`; mute: whoever asked it',
  ),
  questionId: Type.Optional(Id),
  text: Type.Optional(words(1000)),
});
export const PublishReplay = strict({ title: words(60), media: NewMedia, ...lessonParts });
export const PublishedReplay = strict({ classId: Id });

/** What live rooms keep of a family. */
export const ExportedLive = strict({
  questions: Type.Array(
    strict({
      classId: Id,
      askedAt: Instant,
      state: LiveQuestionState,
      text: Type.String(),
      answer: nullable(Type.String()),
    }),
  ),
  attended: Type.Array(
    strict({
      classId: Id,
      presentSeconds: Type.Integer(),
      firstAt: Instant,
      attendedAt: nullable(Instant),
    }),
  ),
  mutedIn: Type.Array(Id, { description: 'Classes whose host lets the family ask no more' }),
});
