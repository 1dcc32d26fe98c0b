import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRooms } from '@nearcare/bff/demo/demo-rooms';
import { toRoomRecord } from '@nearcare/bff/features/rooms/room-record';
import { type RoomRecord, roomsModel } from '@nearcare/bff/features/rooms/rooms.model';
import { importRooms } from '@nearcare/bff/ops/import-rooms/command';
import { readRooms } from '@nearcare/bff/ops/import-rooms/read-rooms';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { findMentions } from '../support/mentions.js';
import { nextNumber, Parent } from '../support/parent.js';
import { runOps } from '../support/processes.js';

const test = ownTestApp();
let parent: Parent;
beforeAll(() => {
  parent = new Parent(test.app);
});

const model = () => roomsModel(test.app.store.useDb(test.app.store.name));
let spots = 0;
const newSpot = () => ({ lat: 30 + ++spots / 2, lng: 110 });
const north = (metres: number) => metres / 111_195.08;

type Spot = { lat: number; lng: number };
function makeRoom(spot: Spot, metres: number, given: Partial<RoomRecord> = {}) {
  return toRoomRecord(`room ${nextNumber()}`, {
    name: `${metres} 米`,
    address: '测试路 1 号',
    whereInside: null,
    regionCode: 'cn',
    point: { type: 'Point', coordinates: [spot.lng, spot.lat + north(metres)] },
    openingHours: [],
    facilities: ['basin'],
    source: { name: 'test', asOf: '2026-11-22' },
    isDemo: false,
    ...given,
  });
}
async function add(spot: Spot, metres: number, given: Partial<RoomRecord> = {}) {
  const record = makeRoom(spot, metres, given);
  await model().put([record]);
  return record;
}

async function list(query: Record<string, unknown>) {
  const { status, body, problem } = await parent.call('listMotherBabyRooms', { query });
  expect(status, JSON.stringify(problem)).toBe(200);
  return body.items;
}
const report = (roomId: string, kind: string, given: { key?: string; from?: Parent } = {}) =>
  (given.from ?? parent).call('reportRoomFault', { params: { roomId }, body: { kind }, ...given });

describe('mother-baby rooms', () => {
  it('are those within the radius, nearest first, with metres and minutes', async () => {
    const spot = newSpot();
    for (const metres of [2900, 640, 3100]) await add(spot, metres);
    const items = await list(spot);
    expect(items.map(({ distanceMetres, walkMinutes }) => [distanceMetres, walkMinutes])).toEqual([
      [640, 10],
      [2900, 45],
    ]);
    expect(await list({ ...spot, radiusMetres: 3200 })).toHaveLength(3);
  });

  it('are a hundred at most, the nearest', async () => {
    const spot = newSpot();
    await model().put(Array.from({ length: 105 }, (_, index) => makeRoom(spot, 105 - index)));
    const items = await list(spot);
    expect(items.map(({ distanceMetres }) => distanceMetres)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  it('are open or not by the clock of their place; unknown hours stay unknown', async () => {
    const spot = newSpot();
    const week = (from: string, to: string) =>
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));
    // Tuesday, 9:12 in Shanghai.
    await add(spot, 100, { openingHours: week('09:00', '21:00') });
    await add(spot, 200, { openingHours: week('09:30', '21:00') });
    await add(spot, 300, { openingHours: [{ weekday: 1, from: '00:00', to: '24:00' }] });
    await add(spot, 400);
    const items = await list(spot);
    expect(items.map(({ isOpenNow, closesAt }) => [isOpenNow, closesAt])).toEqual([
      [true, '21:00'],
      [false, null],
      [false, null],
      [null, null],
    ]);
  });

  it('are found from a position of a Chinese map as well', async () => {
    const spot = { lat: 22.543847, lng: 113.912316 };
    await add(spot, 0);
    const [room] = await list({ lat: 22.540796131694766, lng: 113.9171764808363, datum: 'gcj02' });
    expect(room?.distanceMetres).toBeLessThanOrEqual(2);
  });

  it('refuse an unknown place, a radius out of bounds and half a position', async () => {
    const refusal = async (query: Record<string, unknown>) =>
      (await parent.call('listMotherBabyRooms', { query })).problem.code;
    expect(await refusal({ lat: 0, lng: 0 })).toBe('place_unknown');
    const bad = [{ lat: 30 }, { lat: 30, lng: 120, radiusMetres: 50_001 }, { lat: 'x', lng: 120 }];
    for (const query of bad) expect(await refusal(query)).toBe('input_invalid');
  });
});

describe('a report of a fault', () => {
  it('is counted by kind for fourteen days, once for each key', async () => {
    const spot = newSpot();
    const { _id } = await add(spot, 100);
    const key = 'report-key-1';
    for (const _ of [1, 2]) expect((await report(_id, 'locked', { key })).status).toBe(201);
    await report(_id, 'locked');
    await report(_id, 'dirty');
    expect((await list(spot))[0]?.faults).toEqual([
      { kind: 'locked', reports: 2, lastOn: '2026-11-24' },
      { kind: 'dirty', reports: 1, lastOn: '2026-11-24' },
    ]);
    const other = await report(_id, 'broken', { key });
    expect([other.status, other.problem.code]).toEqual([422, 'idempotency_key_reused']);
    test.clock.advance({ days: 14 });
    expect((await list(spot))[0]?.faults).toEqual([]);
    test.clock.set('2026-11-24T01:12:00Z');
    const indexes = await test.app.store.collection('roomFaults').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { forgetAt: 1 }, expireAfterSeconds: 0 }));
  });

  it('is one when its twins come at once', async () => {
    const spot = newSpot();
    const { _id } = await add(spot, 100);
    const twins = await Promise.all([1, 2, 3].map(() => report(_id, 'broken', { key: 'twin-key-1' })));
    expect(twins.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await list(spot))[0]?.faults).toMatchObject([{ reports: 1 }]);
  });

  it('takes a word and nothing else, of a room that there is, with a key', async () => {
    const { _id } = await add(newSpot(), 100);
    const none = await report('r_00000000', 'locked');
    expect([none.status, none.problem.code]).toEqual([404, 'not_found']);
    for (const body of [{}, { kind: 'rude' }, { kind: 'locked', text: '王某某' }, { kind: ['locked'] }]) {
      const answer = await parent.call('reportRoomFault', { params: { roomId: _id }, body });
      expect([answer.status, answer.problem.code]).toEqual([400, 'input_invalid']);
    }
    expect((await report(_id, 'locked', { key: 'short' })).problem.code).toBe('idempotency_key_missing');
  });

  it('is refused after ten in a day from one address, not when an old one is sent again; the address is kept nowhere', async () => {
    const own = await buildTestApp();
    try {
      const record = demoRooms()[0] as RoomRecord;
      await roomsModel(own.app.store.useDb(own.app.store.name)).put([record]);
      const send = (key: string, remoteAddress: string) =>
        own.app.inject({
          method: 'POST',
          url: `/api/v1/mother-baby-rooms/${record._id}/faults`,
          payload: { kind: 'locked' },
          headers: { 'idempotency-key': key },
          remoteAddress,
        });
      for (let index = 0; index < 10; index += 1)
        expect((await send(`some-key-${index}`, '203.0.113.7')).statusCode).toBe(201);
      const refused = await send('some-key-10', '203.0.113.7');
      expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
      expect((await send('some-key-3', '203.0.113.7')).statusCode).toBe(201);
      expect((await send('some-key-11', '203.0.113.8')).statusCode).toBe(201);
      expect(await findMentions(own.app.store, ['203.0.113'])).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

describe('the demo rooms', () => {
  it('are a dozen, labelled, in the demo county, and the same at every start', async () => {
    const rooms = demoRooms();
    expect(rooms).toHaveLength(12);
    expect(new Set(rooms.map(({ _id }) => _id)).size).toBe(12);
    expect(await model().put(rooms)).toEqual({ added: 12, changed: 0 });
    expect(await model().put(demoRooms())).toEqual({ added: 0, changed: 0 });
    const items = await list({ lat: 31.42, lng: 111.64, radiusMetres: 10_000 });
    expect(items).toHaveLength(12);
    expect(items.every(({ isDemo, source }) => isDemo && source.name.startsWith('演示'))).toBe(true);
  });
});

const header = 'key,name,address,whereInside,lat,lng,datum,openingHours,facilities,source,asOf';
const good =
  '1,甲母婴室,一路 1 号,"2 楼, 左转",30.1,120.1,wgs84,1-5 08:00-20:00; 6 09:00-18:00,basin; lock,某市,2026-11-01';

describe('importing rooms', () => {
  it('takes good rows, names the line and the fault of each bad one, and changes nothing when repeated', async () => {
    const bad: [string, RegExp][] = [
      [good.replace('1,', ',').replace('甲', '乙'), /key/],
      [good, /no line before/],
      [good.replace('1,', '3,').replace('wgs84', 'bd09'), /datum/],
      [good.replace('1,', '4,').replace('30.1', '0.5').replace('120.1', '0.5'), /known country/],
      [good.replace('1,', '5,').replace('20:00', '07:00'), /openingHours/],
      [good.replace('1,', '6,').replace('6 09', '5 09'), /openingHours/],
      [good.replace('1,', '7,').replace('lock', 'piano'), /facilities/],
      [good.replace('1,', '8,').replace('2026-11-01', '2026-02-30'), /asOf/],
      ['9,甲', /as many cells/],
    ];
    const text = [header, good, ...bad.map(([row]) => row)].join('\n');
    const { records, rejected } = readRooms(`\uFEFF${text}\n`);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      name: '甲母婴室',
      whereInside: '2 楼, 左转',
      facilities: ['basin', 'lock'],
    });
    expect(records[0]?.openingHours).toHaveLength(6);
    expect(rejected.map(({ line }) => line)).toEqual(bad.map((_, index) => index + 3));
    for (const [index, [, reason]] of bad.entries()) expect(rejected[index]?.reason).toMatch(reason);

    expect(await importRooms(model(), { records })).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await importRooms(model(), { records })).toEqual({ added: 0, changed: 0, unchanged: 1 });
    const moved = readRooms([header, good.replace('甲', '新')].join('\n'));
    expect(await importRooms(model(), moved)).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect((await list({ lat: 30.1, lng: 120.1 }))[0]).toMatchObject({ name: '新母婴室', isDemo: false });
  });

  it('refuses another header and what is not CSV', () => {
    expect(() => readRooms(good)).toThrow(/first line must be/);
    expect(() => readRooms('')).toThrow(/first line must be/);
    expect(() => readRooms(`${header}\n"1,2`)).toThrow(/not CSV/);
  });

  it('works from the terminal, and ends with 1 for a file it can’t take, 2 for wrong arguments', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nearcare-rooms-'));
    try {
      const file = join(folder, 'rooms.csv');
      await writeFile(file, `${header}\n${good}\n9,甲\n`);
      const done = await ops(folder, 'import-rooms', file);
      expect(done).toEqual({
        code: 0,
        out: 'rooms 2: added 1, changed 0, unchanged 0, rejected 1\n  line 3: needs as many cells as the header\n',
      });
      expect((await ops(folder, 'import-rooms', join(folder, 'none.csv'))).code).toBe(1);
      expect((await ops(folder, 'import-rooms', file, '--mapping', 'x')).code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** The command over a store of its own in that folder, whatever store the other tests use. */
async function ops(dataDir: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const { code, stdout: out } = await runOps({ DATA_DIR: dataDir, MONGODB_URI: '' }, args);
  return { code, out };
}
