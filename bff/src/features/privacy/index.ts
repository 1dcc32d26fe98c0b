import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import { gauge } from '../../plugins/health.js';
import { deletionsModel } from './deletions.model.js';
import { type DeletionsDeps, deletionsService } from './deletions.service.js';
import { type ExportDeps, exportService } from './export.service.js';

const deleteEveryMs = 20_000;

type Options = Omit<DeletionsDeps, 'model'> & ExportDeps;

/** Taking one's data away, and being deleted. */
export async function privacy(app: FastifyInstance, options: Options) {
  const deletions = deletionsService({ ...options, model: deletionsModel(app.store) });
  gauge(
    app.metrics,
    'nearcare_overdue_deletions',
    'Deletions still not done ten minutes after they were due',
    deletions.countOverdue,
  );
  const { exportMyData } = exportService(options);
  const deleteNow = app.jobs.add({
    name: 'deleteAccounts',
    schedule: { everyMs: deleteEveryMs },
    run: deletions.run,
  });

  mount(app, 'exportMyData', async ({ session, reply }) => {
    const data = await exportMyData(session);
    void reply
      .header('content-disposition', `attachment; filename="nearcare-${data.exportedAt.slice(0, 10)}.json"`)
      .header('cache-control', 'no-store');
    return data;
  });
  mount(app, 'previewDeletion', ({ session }) => deletions.previewDeletion(session));
  mount(app, 'deleteMyAccount', async ({ session: { familyId, guardianId }, body }) => {
    const receipt = await deletions.deleteMyAccount({ familyId, guardianId }, body);
    if (receipt.state === 'requested') deleteNow();
    return receipt;
  });
  mount(app, 'getDeletionReceipt', ({ params }) => deletions.getDeletionReceipt(params.receiptId));
}
