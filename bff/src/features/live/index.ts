import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../lib/domain-error.js';
import { mount } from '../../plugins/contract.js';
import type { DeskLookup, DeskSession } from '../../plugins/session.js';
import { type AskingDeps, askingService } from './asking.service.js';
import { type AttendanceDeps, attendance } from './attendance.js';
import { hostAskingService } from './host-asking.service.js';
import { type HostingDeps, hostingService } from './hosting.service.js';
import { keepLive } from './keep-live.js';
import { liveHub } from './live-hub.js';
import type { Admission } from './live-socket.js';
import { onAirNews } from './on-air.js';
import { type ReplayDeps, replayService } from './replay.service.js';
import { roomLines } from './room-lines.js';
import { rooms as roomsOf } from './rooms.js';
import { socketRoutes } from './socket.routes.js';
import { viewers as viewersOf } from './viewers.js';
import { watchingService } from './watching.service.js';

const keepEveryMs = 20_000;
/** Of a form with a transcript. */
const replayBytes = 512 * 1024;

type Made = 'rooms' | 'viewers' | 'lines' | 'attendance' | 'air' | 'watching' | 'requireClass';
type Options = Omit<AskingDeps & HostingDeps & ReplayDeps & AttendanceDeps, Made> & {
  findDesk: DeskLookup;
  lookAtDesk: DeskLookup;
};

/** Live rooms: a log that all processes share, sockets that follow it, and hosts who lead. */
export async function live(app: FastifyInstance, options: Options) {
  const { model, log, classes, findDesk, lookAtDesk } = options;
  const rooms = roomsOf(model);
  const viewers = viewersOf({ model, rooms });
  const lines = roomLines({ model, rooms, log });
  const attended = attendance({ ...options, rooms });
  const hub = liveHub({
    ...{ model, rooms, log, classes, clock: options.clock, attendance: attended },
    onFault: (error) => app.log.warn({ name: (error as Error).name }, 'live rooms: the store did not answer'),
  });
  const air = onAirNews({ rooms, classes });
  const parts = { ...options, rooms, viewers, lines, attendance: attended, air };
  const watching = watchingService({ ...parts, hub });
  const asking = askingService({ ...parts, watching });
  const hosting = hostingService({ ...parts, watching });
  const hostAsking = hostAskingService({ ...parts, hub, watching, requireClass: hosting.requireClass });
  const replay = replayService({ ...parts, watching, requireClass: hosting.requireClass });

  app.jobs.add({
    name: 'keepLive',
    schedule: { everyMs: keepEveryMs },
    run: keepLive({ ...parts, end: hosting.end, finishReplay: replay.finish }).run,
  });
  app.addHook('preClose', () => hub.stop());

  mount(app, 'getLiveRoom', ({ session, params }) => watching.getLiveRoom(session, params.classId));
  mount(app, 'listLiveEvents', ({ session, params, query }) =>
    watching.listLiveEvents(session, params.classId, query),
  );
  mount(app, 'postLiveQuestion', ({ session, params, body, key }) =>
    asking.postLiveQuestion(session, params.classId, body, key),
  );
  mount(app, 'deskGetLiveRoom', ({ desk, params }) => hosting.deskGetLiveRoom(desk, params.classId));
  mount(app, 'deskSetLiveRoom', ({ desk, params, body }) =>
    hosting.deskSetLiveRoom(desk, params.classId, body),
  );
  mount(app, 'deskListLiveEvents', ({ desk, params, query }) =>
    hostAsking.deskListLiveEvents(desk, params.classId, query),
  );
  mount(app, 'deskListLiveQuestions', ({ desk, params, query }) =>
    hosting.deskListLiveQuestions(desk, params.classId, query),
  );
  mount(app, 'deskActInLiveRoom', ({ desk, params, body, key }) =>
    hosting.deskActInLiveRoom(desk, params.classId, body, key),
  );
  mount(
    app,
    'deskPublishReplay',
    ({ desk, params, body }) => replay.deskPublishReplay(desk, params.classId, body),
    { bodyLimit: replayBytes },
  );

  async function requireHost(desk: DeskSession | null, classId: string): Promise<void> {
    if (!desk) throw new DomainError('second_factor_required');
    await hosting.requireClass(desk, classId);
  }
  const admission: Admission = {
    signIn: (token) => app.signInBy(token),
    async admit(who, classId, asDesk) {
      if (asDesk) await requireHost(await findDesk(who), classId);
      else await watching.requireViewer(who.familyId, classId);
    },
    async recheck(who, classId, asDesk) {
      if (!(await app.isSessionLive(who))) throw new DomainError('session_expired');
      if (asDesk) await requireHost(await lookAtDesk(who), classId);
    },
  };
  await socketRoutes(app, { hub, log, admission, clock: options.clock });
}
