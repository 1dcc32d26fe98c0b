import type { Socket } from '../platform/socket';
import { type FromService, type LiveEvent, type LiveLine, type LiveView, parsed } from './live-messages';
import { ApiError } from './problem';

const start: LiveView = {
  ...{ events: [], link: 'connecting', stoppedBy: null, caughtUp: null },
  ...{ state: null, viewers: null, held: null, isMuted: null, roomChanges: 0 },
};

const firstWaitMs = 1_000;
const longestWaitMs = 15_000;
/** The service says something at least every 25 s; a line that is silent for longer is dead without having said so. */
const silenceMs = 60_000;
/** Where something between swallows sockets, none opens and none says why. */
const letInMs = 15_000;
const caughtUpShownMs = 5_000;
/** After so many tries that never got in, it is asked for instead, and the socket is tried now and then. */
const triesBeforePolling = 3;
const socketAgainMs = 60_000;

/** Given up by the phone, since nothing came of it; no code of the service. */
const neverIn = 0;
/** The way of the socket's close (docs/live-protocol.md). */
const wayOf: Readonly<Record<number, 'refresh' | 'refused' | 'gone' | 'poll'>> = {
  [neverIn]: 'poll',
  1009: 'poll',
  4400: 'poll',
  4401: 'refresh',
  4403: 'refused',
  4404: 'gone',
  4409: 'poll',
  4429: 'poll',
};

/** What is said of the same where it is asked for. */
const stopOf: Partial<Record<ApiError['code'], 'refused' | 'gone'>> = {
  sign_up_first: 'refused',
  second_factor_required: 'refused',
  not_found: 'gone',
  class_cancelled: 'gone',
};

/**
 * Stays in a live room through bad lines: joins again from the last event it has, so that nothing is lost and nothing
 * comes twice; where no socket opens, asks every few seconds and goes on trying.
 */
export class LiveLink {
  private view: LiveView = start;
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Map<string, () => void>();
  private socket: Socket | null = null;
  private tries = 0;
  private isClosed = false;
  /** Let in by the socket that is there. */
  private isIn = false;
  /** True once a line broke: what comes then was missed. */
  private wasBroken = false;
  /** A fresh token was got since it was let in last: where that is not good either, the next one waits its turn. */
  private isRenewed = false;

  constructor(private readonly line: LiveLine) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): LiveView => this.view;

  open(): void {
    this.connect();
  }

  /** Leaves the room. */
  close(): void {
    this.isClosed = true;
    for (const stop of this.timers.values()) stop();
    this.timers.clear();
    this.socket?.close();
    this.socket = null;
  }

  /** The phone has a network again: no reason to wait any longer. */
  nudge(): void {
    // Under way already, or in: nothing that waits.
    if (this.isClosed || !this.timers.has('connect')) return;
    this.tries = 0;
    this.connect();
  }

  private get lastSeq(): number {
    return this.view.events.at(-1)?.seq ?? 0;
  }

  private set(change: Partial<LiveView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }

  private after(name: string, ms: number, run: () => void): void {
    this.timers.get(name)?.();
    this.timers.set(
      name,
      this.line.later(ms, () => {
        this.timers.delete(name);
        run();
      }),
    );
  }

  private cancel(...names: string[]): void {
    for (const name of names) {
      this.timers.get(name)?.();
      this.timers.delete(name);
    }
  }

  private connect(): void {
    if (this.isClosed) return;
    this.cancel('connect', 'silence');
    this.socket?.close();
    const token = this.line.token();
    if (token === null) return void this.renew();
    this.isIn = false;
    const socket = this.line.open({
      onOpen: () => {
        const { as } = this.line;
        socket.send(
          JSON.stringify({ type: 'join', token, after: this.lastSeq, ...(as === undefined ? {} : { as }) }),
        );
      },
      onText: (text) => {
        if (this.socket !== socket) return;
        const message = parsed(text);
        if (message?.type === 'joined') this.isIn = true;
        if (this.isIn) this.listen();
        if (message !== null) this.take(message);
      },
      onClose: (code) => {
        if (this.socket === socket) this.broke(code);
      },
    });
    this.socket = socket;
    this.after('silence', letInMs, () => this.giveUp(neverIn));
  }

  /** The line is alive; silence from here on is a broken one. */
  private listen(): void {
    this.after('silence', silenceMs, () => this.giveUp(1006));
  }

  private giveUp(code: number): void {
    this.socket?.close();
    this.broke(code);
  }

  private take(message: FromService): void {
    switch (message.type) {
      case 'joined': {
        const missed = message.lastSeq - this.lastSeq;
        this.tries = 0;
        this.isRenewed = false;
        this.cancel('poll', 'connect');
        this.set({ link: 'open', state: message.state, viewers: message.viewers });
        if (this.wasBroken) this.sayCaughtUp(missed);
        this.wasBroken = false;
        return;
      }
      case 'event':
        return this.add(message.event);
      case 'viewers':
        return this.set({ viewers: message.n });
      case 'state':
        return this.set({ state: message.state });
      case 'room':
        return this.set({ roomChanges: this.view.roomChanges + 1 });
      case 'held':
        return this.set({ held: message.n });
      case 'muted':
        return this.set({ isMuted: message.isMuted });
      case 'tokenExpiring':
        return void this.authAgain();
      case 'ping':
        return this.socket?.send(JSON.stringify({ type: 'pong' }));
      case 'authed':
        return;
    }
  }

  /** One more event. Seen already: nothing. One between is missing: joins again from what there is. */
  private add(event: LiveEvent): void {
    if (event.seq <= this.lastSeq) return;
    if (event.seq > this.lastSeq + 1) {
      this.connect();
      return;
    }
    this.set({ events: [...this.view.events, event] });
  }

  private sayCaughtUp(missed: number): void {
    this.set({ caughtUp: Math.max(0, missed) });
    this.after('caughtUp', caughtUpShownMs, () => this.set({ caughtUp: null }));
  }

  private broke(code: number): void {
    const wasIn = this.isIn;
    this.isIn = false;
    this.socket = null;
    this.cancel('silence');
    if (this.isClosed) return;
    if (wasIn) this.wasBroken = true;
    const way = wayOf[code];
    if (way === 'refused' || way === 'gone') return this.stop(way);
    if (way === 'refresh' && !this.isRenewed) return void this.renew();
    this.isRenewed = false;
    if (!wasIn) this.tries += 1;
    if (this.view.link !== 'polling') this.set({ link: this.wasBroken ? 'reconnecting' : 'connecting' });
    if (way === 'poll' || this.tries >= triesBeforePolling) {
      this.pollSoon(0);
      this.after('connect', socketAgainMs, () => this.connect());
      return;
    }
    this.after('connect', Math.min(longestWaitMs, firstWaitMs * 2 ** this.tries), () => this.connect());
  }

  private stop(by: 'refused' | 'gone' | 'signedOut'): void {
    const refused = this.line.as === 'desk' ? 'deskClosed' : 'signUpFirst';
    this.close();
    this.set({ link: 'stopped', stoppedBy: by === 'refused' ? refused : by });
  }

  /** A new access token, then in again. Without a network the same as any broken line. */
  private async renew(): Promise<void> {
    try {
      await this.line.refresh();
      this.isRenewed = true;
      if (!this.isClosed) this.connect();
    } catch {
      if (this.isClosed) return;
      if (!this.line.isSignedIn()) this.stop('signedOut');
      else this.broke(1006);
    }
  }

  private async authAgain(): Promise<void> {
    try {
      await this.line.refresh();
      const token = this.line.token();
      if (token !== null) this.socket?.send(JSON.stringify({ type: 'auth', token }));
    } catch {
      // The service closes the line when the token runs out, and says why.
    }
  }

  private pollSoon(ms: number): void {
    this.after('poll', ms, () => void this.poll());
  }

  private async poll(): Promise<void> {
    try {
      const polled = await this.line.poll(this.lastSeq);
      if (this.isClosed || this.view.link === 'open') return;
      const before = this.lastSeq;
      for (const event of polled.events) this.add(event);
      const { state, viewers, held = null } = polled;
      this.set({ link: 'polling', state, viewers, held });
      if (this.wasBroken) {
        this.wasBroken = false;
        this.sayCaughtUp(this.lastSeq - before);
      }
      // More than one answer holds: goes on at once.
      this.pollSoon(this.lastSeq < polled.lastSeq && this.lastSeq > before ? 0 : this.line.pollMs);
    } catch (error) {
      if (this.isClosed || this.view.link === 'open') return;
      if (!this.line.isSignedIn()) return this.stop('signedOut');
      const way = error instanceof ApiError ? stopOf[error.code] : undefined;
      if (way) return this.stop(way);
      this.wasBroken = true;
      this.set({ link: 'reconnecting' });
      this.pollSoon(this.line.pollMs);
    }
  }
}
