import type { FastifyInstance } from 'fastify';
import { mount } from '../../../plugins/contract.js';
import type { closedDaysService } from './closed-days.service.js';
import type { suspensionService } from './suspension.service.js';

export function centreDeskRoutes(
  app: FastifyInstance,
  closedDays: ReturnType<typeof closedDaysService>,
  suspension: ReturnType<typeof suspensionService>,
): void {
  const { listClosedDays, previewClosing, closeDays, reopenDay } = closedDays;
  mount(app, 'deskListClosedDays', ({ desk }) => listClosedDays(desk.centreId));
  mount(app, 'deskPreviewClosing', ({ desk, body }) => previewClosing(desk.centreId, body));
  mount(app, 'deskCloseDays', ({ desk, body }) => closeDays(desk.centreId, body));
  mount(app, 'deskSuspendCentre', ({ desk, params, body }) =>
    suspension.suspend(desk, params.centreId, body),
  );
  mount(app, 'deskLiftSuspension', ({ desk, params }) => suspension.lift(desk, params.centreId));
  mount(app, 'deskReopenDay', ({ desk, params }) => reopenDay(desk.centreId, params.date));
}
