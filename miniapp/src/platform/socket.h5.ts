import type { Socket, SocketEvents } from './socket';

/** Opens a socket of the server that this page came from, or of the one it was built for. */
export function openSocket(path: string, events: SocketEvents): Socket {
  const base = BUILD.apiBase === '' ? window.location.origin : BUILD.apiBase;
  const socket = new WebSocket(`${base.replace(/^http/, 'ws')}${path}`);
  let isClosed = false;
  socket.onopen = () => {
    if (!isClosed) events.onOpen();
  };
  socket.onmessage = ({ data }) => {
    if (!isClosed && typeof data === 'string') events.onText(data);
  };
  // An error is always followed by a close.
  socket.onclose = ({ code }) => {
    if (isClosed) return;
    isClosed = true;
    events.onClose(code);
  };
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}
