import type { Reply } from '@nearcare/shared/contract/types';
import type { Socket, SocketEvents } from '../platform/socket';

/** `held`: to a desk alone. */
type Polled = Reply<'listLiveEvents'> & Partial<Pick<Reply<'deskListLiveEvents'>, 'held'>>;
export type LiveEvent = Polled['events'][number];
export type LiveState = Polled['state'];

/** What this phone knows of a room. `events` begin with the first and have no gap; none comes twice. */
export type LiveView = {
  readonly events: readonly LiveEvent[];
  /**
   * `connecting`: not in yet · `open`: by the socket · `reconnecting`: the line broke · `polling`: asked for every few
   * seconds · `stopped`: for good, see `stoppedBy`.
   */
  readonly link: 'connecting' | 'open' | 'reconnecting' | 'polling' | 'stopped';
  /** `deskClosed`: at a desk, which is open no more on this device. */
  readonly stoppedBy: 'signUpFirst' | 'gone' | 'signedOut' | 'deskClosed' | null;
  /** How many events came that had been missed, after the line was back; null otherwise. */
  readonly caughtUp: number | null;
  readonly state: LiveState | null;
  readonly viewers: number | null;
  /** To a desk: questions that wait. */
  readonly held: number | null;
  readonly isMuted: boolean | null;
  /** How often it was told that the room is another, such as its picture: `getLiveRoom` says what. */
  readonly roomChanges: number;
};

/** All that the link needs of the phone, so that a test can be the phone. Times in ms. */
export type LiveLine = {
  open: (events: SocketEvents) => Socket;
  /** Null when nobody is signed in. */
  token: () => string | null;
  /** Rejects when there is no session any more, or no network. */
  refresh: () => Promise<void>;
  /** False: the session ended for good. */
  isSignedIn: () => boolean;
  poll: (after: number) => Promise<Polled>;
  /** Runs once, later; answers how to take it off. */
  later: (ms: number, run: () => void) => () => void;
  as?: 'desk';
  pollMs: number;
};

/** What the service says on the socket (docs/live-protocol.md). */
export type FromService =
  | { type: 'joined'; state: LiveState; viewers: number; lastSeq: number }
  | { type: 'event'; event: LiveEvent }
  | { type: 'viewers'; n: number }
  | { type: 'state'; state: LiveState }
  | { type: 'room' }
  | { type: 'held'; n: number }
  | { type: 'muted'; isMuted: boolean }
  | { type: 'tokenExpiring' }
  | { type: 'authed' }
  | { type: 'ping' };

/** A message of the service; null for what is none. */
export function parsed(text: string): FromService | null {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && 'type' in message
      ? (message as FromService)
      : null;
  } catch {
    return null;
  }
}
