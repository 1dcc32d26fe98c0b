import { centreModels } from '@nearcare/bff/features/centres/centres.model';
import { apiPrefix, type OperationId, routes } from '@nearcare/shared/contract/routes';
import { operations } from '@nearcare/shared/operations/operations';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addLiveClass } from '../support/class-stack.js';
import { addCentre } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

const here = 'lat=30&lng=120';
const test = ownTestApp({ CORS_ORIGINS: 'https://h5.example' });
let centreId: string;
let paths: Record<string, string>;
beforeAll(async () => {
  centreId = (await addCentre(test.app.store, { careModes: ['fullDay', 'hourly'] }))._id;
  paths = {
    getCentre: `/centres/${centreId}`,
    compareCentres: `/centres/comparison?ids=${centreId}`,
    listDistricts: '/districts',
    getLegalDocument: '/documents/privacyPolicy',
    getComplaintStatistics: `/complaint-statistics?centreId=${centreId}`,
    listMotherBabyRooms: `/mother-baby-rooms?${here}`,
    listClasses: '/classes?topic=nutrition',
    getClass: `/classes/${await addLiveClass(test.app.store)}`,
  };
});

const get = (path: string, headers: Record<string, string> = {}) =>
  test.app.inject({ url: apiPrefix + path, headers });
async function tagOf(path: string): Promise<string> {
  const { statusCode, headers } = await get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return String(headers.etag);
}

describe('a public answer that is asked for again', () => {
  it('has a weak tag, and is not sent again to who has it, however much later', async () => {
    for (const path of Object.values(paths)) {
      const tag = await tagOf(path);
      expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
      test.clock.advance({ seconds: 7 });
      for (const known of [tag, `"other", ${tag}`, '*']) {
        const again = await get(path, { 'if-none-match': known });
        expect([path, again.statusCode, again.body, again.headers.etag]).toEqual([path, 304, '', tag]);
      }
      expect((await get(path, { 'if-none-match': 'W/"another"' })).statusCode).toBe(200);
    }
  });

  it('has the same tag packed as unpacked', async () => {
    const path = paths.getLegalDocument ?? '';
    const packed = await get(path, { 'accept-encoding': 'br' });
    expect([packed.headers['content-encoding'], packed.headers.etag]).toEqual(['br', await tagOf(path)]);
    const known = { 'accept-encoding': 'br', 'if-none-match': await tagOf(path) };
    expect((await get(path, known)).statusCode).toBe(304);
  });

  it('has another tag once anything in it is different', async () => {
    const path = paths.getCentre ?? '';
    const before = await tagOf(path);
    await centreModels(test.app.store).centres.updateOne(
      { _id: centreId },
      { $set: { phone: '0571-5550-0009' }, $inc: { rev: 1 } },
    );
    expect((await get(path, { 'if-none-match': before })).statusCode).toBe(200);
    expect(await tagOf(path)).not.toBe(before);
  });

  it('has another tag when the told figure is a minute older', async () => {
    const { centres } = centreModels(test.app.store);
    const told = { places: 2, at: test.clock.now() };
    await centres.updateOne({ _id: centreId }, { $set: { told }, $inc: { rev: 1 } });
    const page = paths.getCentre ?? '';
    const young = await tagOf(page);
    test.clock.advance({ seconds: 30 });
    expect(await tagOf(page)).toBe(young);
    test.clock.advance({ seconds: 30 });
    expect(await tagOf(page)).not.toBe(young);
  });

  it('may be kept by others only when no position stands in its address', async () => {
    for (const path of Object.values(paths))
      expect((await get(path)).headers['cache-control']).toBe(
        path.includes('lat=') ? 'private, no-cache' : 'no-cache',
      );
  });

  it('shows its tag to a page of another origin', async () => {
    const { headers } = await get('/districts', { origin: 'https://h5.example' });
    expect(headers['access-control-expose-headers']).toBe('etag');
  });
});

describe('any other answer', () => {
  it('is kept by nobody and has no tag: all of a family’s, lists of found centres, and refusals', async () => {
    const { parent, child } = await parentWithChild(test.app);
    const others = (Object.keys(routes) as OperationId[]).filter((id) => !(id in paths));
    expect(others.filter((id) => operations[id].access === 'family').length).toBeGreaterThan(20);
    for (const id of others) {
      const { headers } = await parent.call(id, { params: { centreId } });
      expect([id, headers['cache-control'], headers.etag]).toEqual([id, 'no-store', undefined]);
    }
    const query = { mode: 'fullDay', childId: child.id };
    const ownChild = await parent.call('getCentreAvailability', { params: { centreId }, query });
    expect([ownChild.status, ownChild.headers['cache-control']]).toEqual([200, 'no-store']);
    const found = [
      `/centres/nearby?${here}`,
      '/centres/search?q=x',
      '/centres/clusters?box=119,29,121,31&zoom=8',
      `/centres/care-now?${here}`,
    ];
    const refused = ['/centres/nearby?lat=0&lng=0', '/centres/c_00000000'];
    for (const path of [...found, ...refused]) {
      const { statusCode, headers } = await get(path, { 'if-none-match': '*' });
      expect([path, statusCode < 300]).toEqual([path, found.includes(path)]);
      expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
    }
  });
});

describe('a signed-in parent', () => {
  it('gets the same tag as everybody', async () => {
    const { token } = await new Parent(test.app).signIn();
    const path = paths.getCentre ?? '';
    const { headers } = await get(path, { authorization: `Bearer ${token}` });
    expect(headers.etag).toBe(await tagOf(path));
  });
});
