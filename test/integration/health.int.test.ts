import { rename } from 'node:fs/promises';
import { deletionsModel } from '@nearcare/bff/features/privacy/deletions.model';
import type { FastifyInstance } from 'fastify';
import { expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';

const test = ownTestApp();

const readiness = async (app: FastifyInstance) => {
  const answer = await app.inject('/readyz');
  return [answer.statusCode, answer.json<{ facts?: { missing: string } }>().facts?.missing];
};

/** How many deletions the graphs call overdue. */
async function overdue(): Promise<number> {
  const { body } = await test.app.inject('/metrics');
  return Number(/^nearcare_overdue_deletions (\S+)/m.exec(body)?.[1]);
}

it('is ready with its store, its keys and its files, and names what is gone', async () => {
  expect(await readiness(test.app)).toEqual([200, undefined]);
  const { keysDir, files } = test.config;
  const folders = { key_vault: keysDir, file_storage: files.kind === 'folder' ? files.folder : '' };
  for (const [name, folder] of Object.entries(folders)) {
    await rename(folder, `${folder}.elsewhere`);
    expect(await readiness(test.app)).toEqual([503, name]);
    await rename(`${folder}.elsewhere`, folder);
    expect(await readiness(test.app)).toEqual([200, undefined]);
  }

  const without = await buildTestApp();
  await without.app.store.close();
  expect(await readiness(without.app)).toEqual([503, 'store']);
  await without.close();
});

it('tells of a deletion that waits ten minutes longer than it should', async () => {
  expect(await overdue()).toBe(0);
  const now = test.clock.now();
  await deletionsModel(test.app.store.useDb(test.app.store.name)).add({
    _id: 'd_waiting',
    familyId: 'f_waiting',
    guardianId: 'g_waiting',
    scope: 'family',
    hadDesk: false,
    step: 0,
    upcomingBookings: 0,
    requestedAt: now,
    requestedOn: '2026-11-24',
    doneAt: null,
    isOpen: true,
    dueAt: now,
    forgetAt: new Date('2030-01-01'),
  });
  test.clock.advance({ minutes: 10 });
  expect(await overdue()).toBe(0);
  test.clock.advance({ minutes: 1 });
  expect(await overdue()).toBe(1);
});
