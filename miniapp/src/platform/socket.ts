import Taro from '@tarojs/taro';

/** What happens on a socket, in this order; after `onClose` nothing more, and no socket comes back by itself. */
export type SocketEvents = {
  onOpen: () => void;
  onText: (text: string) => void;
  /** 1006 where it broke, or never opened. */
  onClose: (code: number) => void;
};
export type Socket = { send: (text: string) => void; close: () => void };

/** Opens a socket of our server; `path` begins behind the prefix of the API. Never throws: a failure is a close. */
export function openSocket(path: string, events: SocketEvents): Socket {
  const url = `${BUILD.apiBase.replace(/^http/, 'ws')}${path}`;
  let task: Taro.SocketTask | null = null;
  let isClosed = false;
  const end = (code: number) => {
    if (isClosed) return;
    isClosed = true;
    events.onClose(code);
  };
  Taro.connectSocket({ url })
    .then((opened) => {
      task = opened;
      if (isClosed) {
        opened.close({});
        return;
      }
      opened.onOpen(events.onOpen);
      opened.onMessage(({ data }) => {
        if (!isClosed && typeof data === 'string') events.onText(data);
      });
      opened.onClose(({ code }) => end(code));
      opened.onError(() => end(1006));
    })
    .catch(() => end(1006));
  return {
    send: (text) => {
      task?.send({ data: text, fail: () => end(1006) });
    },
    close: () => {
      isClosed = true;
      task?.close({});
    },
  };
}
