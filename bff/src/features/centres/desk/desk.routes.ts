import type { FastifyInstance } from 'fastify';
import { mount } from '../../../plugins/contract.js';
import type { closedDaysService } from './closed-days.service.js';

export function centreDeskRoutes(
  app: FastifyInstance,
  closedDays: ReturnType<typeof closedDaysService>,
): void {
  const { listClosedDays, previewClosing, closeDays, reopenDay } = closedDays;
  mount(app, 'deskListClosedDays', ({ desk }) => listClosedDays(desk.centreId));
  mount(app, 'deskPreviewClosing', ({ desk, body }) => previewClosing(desk.centreId, body));
  mount(app, 'deskCloseDays', ({ desk, body }) => closeDays(desk.centreId, body));
  mount(app, 'deskReopenDay', ({ desk, params }) => reopenDay(desk.centreId, params.date));
}
