import type { ComplaintLevel } from '../../regions/complaint-rules.js';
import type { Region } from '../../regions/region.js';
import { nextDue, runningClocks } from './clocks.rules.js';
import {
  type ComplaintEvent,
  type EventKind,
  type Life,
  lateClocks,
  lifeOf,
  type Result,
  type State,
} from './complaint.rules.js';

/** One event as it is kept. `seq` counts from 0. */
export type StoredEvent = ComplaintEvent & {
  seq: number;
  /** Its text, sealed with the complaint's key; null where nothing was said. */
  sealed: string | null;
  /** Membership of who acted at a desk; nobody for the author and for the clocks. */
  actor: string | null;
  /** Prints of the request that added it and of what it said, to know a repetition. Mean nothing without the key. */
  mark: string | null;
  print: string | null;
  /** Files that were handed in with it; what is told of them is sealed with its text. */
  files?: string[];
  /** The content check doubts its text. */
  isDoubted?: true;
  /** Taken over from the complaint that it was joined to. */
  isCopy?: true;
};

/** What lists and the job ask for, worked out from the events at each write. */
export type Projection = {
  state: State;
  isOpen: boolean;
  handlerBody: string;
  handlerLevel: number;
  /** Centre whose desk has it; null while it is nobody's at a centre. */
  forCentreId: string | null;
  /** Open: the next deadline. Ended: when that was. */
  dueAt: Date;
  isOverdue: boolean;
  /** Its handler was reminded of something that is still awaited. */
  isReminded: boolean;
  /** When the clocks will next have something to say. */
  nextDueAt: Date | null;
  leadId: string | null;
  isDoubted: boolean;
  /** Its author wrote something since an officer last looked at it. */
  hasNewWords: boolean;
  /** How it ended for who filed it; null while it is open, and for what was refused or withdrawn. */
  result: Result | null;
  /** The highest level that looks at it: its handler's, the next one once a deadline ran out, and the one above that later. */
  watchLevel: number;
  /** Whether its end and deadlines were all in time. */
  isOnTime: boolean;
  eraseAt: Date | null;
  isUntold?: true;
  /** Something happened of which those at its desk are told. */
  isUntoldAtDesk?: true;
};

type Base = {
  level: ComplaintLevel;
  centreId: string | null;
  /** Null: nobody is to be told. */
  authorMark: string | null;
  /** Up to which event its author was told. */
  toldSeq: number;
  /** Up to which event those at its desk were; -1 at first. */
  deskToldSeq: number;
  /** Up to which event an officer has read it. */
  seenSeq: number;
  events: readonly StoredEvent[];
};

/** What an author is told of. What the author did itself is no news. */
const news: readonly EventKind[] = [
  ...(['accepted', 'refused', 'assigned', 'extended', 'replied', 'handedOver'] as const),
  ...(['joined', 'parted', 'closed', 'takenOver', 'reminded', 'overdue'] as const),
];
export const isNews = ({ kind }: Pick<StoredEvent, 'kind'>): boolean => news.includes(kind);

/** Of what those at its desk are told: it is there and can't wait, its time runs out, or a level above took it away. */
type DeskChange = 'urgent' | 'reminded' | 'overdue' | 'takenOver';
export type DeskNews = { change: DeskChange; event: StoredEvent };

/** What those at its desk were not told yet; of each change the last, so that who was away reads it once. */
export function deskNews(
  events: readonly StoredEvent[],
  level: ComplaintLevel,
  deskToldSeq: number,
): DeskNews[] {
  const last = new Map<DeskChange, StoredEvent>();
  for (const event of events) {
    const change = event.seq > deskToldSeq ? deskChangeOf(event, level) : null;
    if (change) last.set(change, event);
  }
  return [...last].map(([change, event]) => ({ change, event }));
}

function deskChangeOf(event: StoredEvent, level: ComplaintLevel): DeskChange | null {
  switch (event.kind) {
    case 'filed':
    case 'escalated':
      return level === 'urgent' ? 'urgent' : null;
    // To the centre: its desk has not had it before. What an officer gives to its own desk it knows of.
    case 'assigned':
      return level === 'urgent' && event.body === 'centre' ? 'urgent' : null;
    case 'reminded':
    case 'overdue':
    case 'takenOver':
      return event.kind;
    default:
      return null;
  }
}

/** What its author said after filing it; a withdrawal asks nothing of anybody. */
const isWord = ({ kind, by, sealed }: StoredEvent): boolean =>
  kind === 'added' || (by === 'author' && sealed !== null && kind !== 'filed' && kind !== 'withdrawn');

export function project(base: Base, region: Region): Projection {
  const { level, centreId, authorMark, toldSeq, deskToldSeq, seenSeq, events } = base;
  const life = lifeOf(events);
  const { complaints } = region;
  const promises = complaints.promises[level];
  const isUntold = authorMark !== null && events.some((event) => event.seq > toldSeq && isNews(event));
  return {
    state: life.state,
    isOpen: life.endedAt === null,
    handlerBody: life.handler.body,
    handlerLevel: life.handler.level,
    forCentreId: life.endedAt === null && life.handler.body === 'centre' ? centreId : null,
    dueAt: dueAt(life, level, region),
    isOverdue: lateClocks(life).length > 0,
    isReminded: runningClocks(region, promises, life).some(({ name }) => life.reminded.includes(name)),
    nextDueAt: nextDue(region, promises, life),
    leadId: life.leadId,
    isDoubted: events.some((event) => event.isDoubted),
    hasNewWords: events.some((event) => event.seq > seenSeq && isWord(event)),
    result: life.state === 'closed' ? lastResult(events) : null,
    watchLevel: life.handler.level + levelsWatching(life),
    isOnTime: events.every(({ kind }) => kind !== 'overdue'),
    eraseAt: life.endedAt && yearsLater(life.endedAt, complaints.keepYears),
    ...(isUntold ? { isUntold: true } : {}),
    ...(deskNews(events, level, deskToldSeq).length > 0 ? { isUntoldAtDesk: true } : {}),
  };
}

/** Saying it three times raises it past a next level at which nobody sits, or which does nothing either. */
const saidToTwoLevels = 3;

function levelsWatching({ overdue }: Life): 0 | 1 | 2 {
  if (overdue.length === 0) return 0;
  return overdue.length < saidToTwoLevels ? 1 : 2;
}

function lastResult(events: readonly StoredEvent[]): Result | null {
  const closing = events.findLast((event) => event.kind === 'closed');
  return closing?.kind === 'closed' ? closing.result : null;
}

/** Whether one of these events was filed or added with this file. */
export const namesFile = (events: readonly StoredEvent[], fileId: string): boolean =>
  events.some(({ files }) => files?.includes(fileId));

function dueAt(life: Life, level: ComplaintLevel, region: Region): Date {
  if (life.endedAt) return life.endedAt;
  const dues = runningClocks(region, region.complaints.promises[level], life).map(({ due }) => due.getTime());
  return new Date(Math.min(...dues));
}

function yearsLater(at: Date, years: number): Date {
  const later = new Date(at);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}
