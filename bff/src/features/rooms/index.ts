import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { DomainError } from '../../lib/domain-error.js';
import { mount } from '../../plugins/contract.js';
import type { RoomsModel } from './rooms.model.js';
import { roomsService } from './rooms.service.js';

/** New reports from one network address in a day; a whole mall may share one. Counted in memory, kept nowhere. */
const reportsPerDay = 10;
const dayMs = 86_400_000;

/** Mother-baby rooms; no login for any of it. */
export async function rooms(app: FastifyInstance, options: { model: RoomsModel; clock: Clock }) {
  const { listMotherBabyRooms, reportRoomFault } = roomsService(options);
  const countReport = app.createRateLimit({ max: reportsPerDay, timeWindow: dayMs });
  mount(app, 'listMotherBabyRooms', ({ query }) => listMotherBabyRooms(query));
  mount(app, 'reportRoomFault', ({ params, body, key, request }) =>
    reportRoomFault(params.roomId, body, key, async () => {
      const count = await countReport(request);
      if (!count.isAllowed && count.isExceeded)
        throw new DomainError('rate_limited', { n: count.ttlInSeconds });
    }),
  );
}
