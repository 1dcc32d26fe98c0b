import { once } from 'node:events';
import type { Reply } from '@nearcare/shared/contract/types';
import { WebSocket } from 'ws';

type LiveEvent = Reply<'listLiveEvents'>['events'][number];
type Message = { type: string; event?: LiveEvent; [name: string]: unknown };

/** A phone at the socket of a live room: remembers all it was told, and waits for what is still to come. */
export class LiveViewer {
  readonly messages: Message[] = [];
  readonly events: LiveEvent[] = [];
  closedWith: number | null = null;
  /** Answers no more. */
  isMute = false;
  #waiting = new Set<() => void>();
  #socket: WebSocket | null = null;

  constructor(
    public url: string,
    readonly classId: string,
  ) {}

  get isOpen(): boolean {
    return this.#socket !== null && this.closedWith === null;
  }
  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }
  get socket(): WebSocket {
    if (!this.#socket) throw new Error('no socket is open');
    return this.#socket;
  }

  async open(): Promise<this> {
    const address = `${this.url.replace(/^http/, 'ws')}/api/v1/live/${this.classId}/socket`;
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.closedWith = null;
    socket.on('message', (data: Buffer) => {
      // What still comes by a socket that was given up is not looked at.
      if (this.#socket === socket) this.#take(JSON.parse(data.toString('utf8')) as Message);
    });
    socket.on('close', (code) => {
      if (this.#socket === socket) this.closedWith = code;
      this.#wake();
    });
    socket.on('error', () => undefined);
    await once(socket, 'open');
    return this;
  }

  /** Opens, joins from the last line it has, and waits to be let in or shut out. */
  async join(token: string | null, more: object = {}): Promise<this> {
    const before = this.messages.length;
    await this.open();
    this.say({ type: 'join', token, after: this.lastSeq, ...more });
    await this.until(
      () => this.closedWith !== null || this.messages.slice(before).some(({ type }) => type === 'joined'),
    );
    return this;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Says that it is there, and waits until the service has heard it. */
  async sayThere(): Promise<void> {
    this.say({ type: 'pong' });
    const heard = once(this.socket, 'pong');
    this.socket.ping();
    await heard;
  }

  /** Cut off, as by a tunnel: the other side is told nothing. */
  drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.terminate();
  }

  #take(message: Message): void {
    this.messages.push(message);
    if (message.type === 'ping' && !this.isMute) this.say({ type: 'pong' });
    if (message.event) this.events.push(message.event);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolves once that holds, looked at whenever something happens. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        if (!holds()) return;
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
  heard(type: string): Promise<void> {
    return this.until(() => this.messages.some((message) => message.type === type));
  }
  hasLine(seq: number): Promise<void> {
    return this.until(() => this.lastSeq >= seq);
  }
  async closed(): Promise<number> {
    await this.until(() => this.closedWith !== null);
    return this.closedWith ?? 0;
  }
}
