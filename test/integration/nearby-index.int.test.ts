import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { beforeAll, expect, it, vi } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
let parent: Parent;

const spot = { lat: 30.25, lng: 120.15 };
const place = (metres: number) => ({
  type: 'Point' as const,
  coordinates: [spot.lng, spot.lat + metres / 111_195.08] as [number, number],
});
const namesOf = async () =>
  (await parent.call('listNearbyCentres', { query: spot })).body.items.map(({ name }) => name);
/** Lists promise to be no older; a slow test machine gets as much again. */
const promised = { timeout: 4_000, interval: 50 };

/** How many centres the service holds in memory, by its own word. */
async function held(): Promise<number> {
  const { body } = await test.app.inject('/metrics');
  return Number(/^nearcare_nearby_centres (\d+)/m.exec(body)?.[1]);
}

beforeAll(async () => {
  parent = new Parent(test.app);
  await addCentre(test.app.store, { _id: 'ce_0001', name: '一', point: place(100) });
  await addCentre(test.app.store, { _id: 'ce_0002', name: '二', point: place(200) });
  expect(await held()).toBe(0);
  // Only a service that listens loads its centres.
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  await vi.waitFor(async () => expect(await held()).toBe(2), { timeout: 10_000 });
});

it('forgets a centre within the promised time once its filing is suspended, and lists it again when that ends', async () => {
  const { centres } = centreModels(test.app.store);
  const set = (status: 'filed' | 'suspended') =>
    centres.updateOne({ _id: 'ce_0001' }, { $set: { 'filing.status': status }, $inc: { rev: 1, epoch: 1 } });
  expect(await namesOf()).toEqual(['一', '二']);
  await set('suspended');
  await vi.waitFor(async () => expect(await namesOf()).toEqual(['二']), promised);
  await set('filed');
  await vi.waitFor(async () => expect(await namesOf()).toEqual(['一', '二']), promised);
});

it('shows what a centre tells, where it moves to, and one that is new', async () => {
  const { centres } = centreModels(test.app.store);
  await centres.updateOne({ _id: 'ce_0002' }, { $set: { name: '二号' }, $inc: { rev: 1 } });
  await vi.waitFor(async () => expect(await namesOf()).toEqual(['一', '二号']), promised);
  await centres.updateOne({ _id: 'ce_0002' }, { $set: { point: place(50) }, $inc: { rev: 1 } });
  await vi.waitFor(async () => expect(await namesOf()).toEqual(['二号', '一']), promised);
  await addCentre(test.app.store, { _id: 'ce_0003', name: '三', point: place(70) });
  await vi.waitFor(async () => expect(await namesOf()).toEqual(['二号', '三', '一']), promised);
  expect(await held()).toBe(3);
});
