import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import websocket, { type WebSocket } from '@fastify/websocket';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import { Id, idPattern, strict } from '@nearcare/shared/schemas/common';
import type { FastifyInstance } from 'fastify';
import { joinWithinMs, liveSocket, type SocketDeps } from './live-socket.js';
import { closeCodes } from './socket.rules.js';

/** A message of a phone holds a token and little more. */
const mostBytes = 4096;
const lingerMs = 500;
const socketAddress = new RegExp(`^${apiPrefix}/live/${idPattern}/socket(\\?|$)`);

/** Mounts the socket of live rooms. Who comes is known by its first message: an address would end up in logs. */
export async function socketRoutes(app: FastifyInstance, deps: Omit<SocketDeps, 'seats'>): Promise<void> {
  const seats: SocketDeps['seats'] = new Map();
  await app.register(websocket, {
    options: {
      maxPayload: mostBytes,
      perMessageDeflate: false,
      server: upgradesOf(app) as typeof app.server,
    },
    // An oversized message, a broken frame: the library has closed the socket with its code by then.
    errorHandler: () => undefined,
    async preClose() {
      const { clients } = app.websocketServer;
      for (const client of clients) client.close(closeCodes.restart);
      if (clients.size > 0) await new Promise((resolve) => setTimeout(resolve, lingerMs));
      for (const client of clients) client.terminate();
      app.websocketServer.close();
    },
  });
  app.route<{ Params: { classId: string } }>({
    method: 'GET',
    url: `${apiPrefix}/live/:classId/socket`,
    websocket: true,
    schema: { hide: true, params: strict({ classId: Id }) },
    config: { operationId: 'openLiveSocket' },
    handler: (socket, { params }) => attach(socket, params.classId),
  });

  function attach(socket: WebSocket, classId: string): void {
    const live = liveSocket(socket, classId, { ...deps, seats });
    const joining = setTimeout(() => {
      if (!live.isJoined()) live.close(closeCodes.silent);
    }, joinWithinMs);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) live.close(closeCodes.misused);
      else live.hear(data.toString('utf8'));
    });
    socket.on('ping', () => live.hearPing());
    socket.on('close', () => {
      clearTimeout(joining);
      live.leave();
    });
  }
}

/**
 * Upgrades of sockets of live rooms, and no others: routes that know of no sockets would answer on one that nobody closes.
 */
function upgradesOf(app: FastifyInstance): EventEmitter {
  const upgrades = new EventEmitter();
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (socketAddress.test(request.url ?? '')) upgrades.emit('upgrade', request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return upgrades;
}
