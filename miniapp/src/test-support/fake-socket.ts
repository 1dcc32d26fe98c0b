import { act } from '@testing-library/react';
import { vi } from 'vitest';

type Said = Record<string, unknown>;

/** Stands in for the browser's WebSocket; the test is the service at its other end. Undone by `vi.unstubAllGlobals`. */
export function fakeSocket() {
  const sockets: FakeWebSocket[] = [];
  class FakeWebSocket {
    static readonly OPEN = 1;
    readyState = 0;
    onopen: (() => void) | null = null;
    onmessage: ((message: { data: string }) => void) | null = null;
    onclose: ((closed: { code: number }) => void) | null = null;
    readonly sent: Said[] = [];

    constructor(readonly url: string) {
      sockets.push(this);
    }

    send(text: string): void {
      this.sent.push(JSON.parse(text) as Said);
    }

    close(): void {
      this.readyState = 3;
    }
  }
  vi.stubGlobal('WebSocket', FakeWebSocket);
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  const say = (message: Said) => act(() => last().onmessage?.({ data: JSON.stringify(message) }));
  return {
    ...{ sockets, last, say },
    join: (message: Said = {}) => {
      act(() => {
        last().readyState = 1;
        last().onopen?.();
      });
      say({ type: 'joined', state: 'live', viewers: 3, lastSeq: 0, ...message });
    },
    cut: (code = 1006) => act(() => last().onclose?.({ code })),
  };
}
