import type { Model } from 'mongoose';
import { expect, it } from 'vitest';
import { type Counted, type DistrictRecord, districtCounter } from './districts.model.js';

const centre = {
  _id: 'c_1',
  regionCode: 'cn',
  district: { code: 'd', name: '河东区' },
  isDemo: false,
  point: { type: 'Point', coordinates: [111, 31] },
  filing: { status: 'filed' },
} as Counted;
const duplicate = Object.assign(new Error('E11000'), { code: 11_000 });

/** Districts whose bulk writes end with these faults, one after the other, and then well. */
function districtsFailing(...faults: Error[]) {
  const written: unknown[] = [];
  const bulkWrite = (writes: { replaceOne: { replacement: DistrictRecord } }[]) => {
    const fault = faults.shift();
    if (fault) return Promise.reject(fault);
    written.push(...writes.map(({ replaceOne }) => replaceOne.replacement));
    return Promise.resolve({});
  };
  const districts = { bulkWrite, deleteMany: () => Promise.resolve({}) };
  return { districts: districts as unknown as Model<DistrictRecord>, written };
}

it('counts are put again where another count of the same district came in between', async () => {
  const counter = districtCounter();
  counter.add(centre);
  const { districts, written } = districtsFailing(duplicate);
  await counter.save(districts);
  expect(written).toMatchObject([{ _id: 'cn:d', centres: 1, lat: 31, lng: 111 }]);
});

it('any other fault of counting comes out', async () => {
  const counter = districtCounter();
  counter.add(centre);
  const { districts } = districtsFailing(new Error('no disk'));
  await expect(counter.save(districts)).rejects.toThrow('no disk');
});
