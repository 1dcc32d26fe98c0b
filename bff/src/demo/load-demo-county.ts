import type { Connection } from 'mongoose';
import { centreModels } from '../features/centres/centres.model.js';
import { refreshDistricts } from '../features/centres/districts.model.js';
import { classesModel } from '../features/classes/classes.model.js';
import { expertsModel } from '../features/experts/experts.model.js';
import { guidanceBasesModel } from '../features/guidance/coverage/bases.model.js';
import { roomsModel } from '../features/rooms/rooms.model.js';
import { demoClasses } from './demo-classes.js';
import { demoCounty } from './demo-county.js';
import { demoExperts, demoGuidanceBases } from './demo-guidance.js';
import { demoRooms } from './demo-rooms.js';

/**
 * Puts the demo county, its mother-baby rooms, experts and figures into the store, once: centres already there keep what
 * has happened to them. Free places are told anew at every call, because a demo centre has no staff to do it and would be
 * `unknown` after three days; so are the classes of the weeks to come.
 * @returns how many centres were added
 */
export async function loadDemoCounty(connection: Connection, now: Date): Promise<number> {
  const models = centreModels(connection);
  const { centres, details } = models;
  const county = demoCounty();
  const toldOf = (told: (typeof county)[number]['told']) =>
    told && { places: told.places, at: new Date(now.getTime() - told.minutesAgo * 60_000) };

  await details.bulkWrite(
    county.map((demo) => ({
      updateOne: { filter: { _id: demo.details._id }, update: { $setOnInsert: demo.details }, upsert: true },
    })),
  );
  const result = await centres.bulkWrite(
    county.map(({ centre, told }) => ({
      updateOne: {
        filter: { _id: centre._id },
        update: { $setOnInsert: { ...centre, told: toldOf(told) } },
        upsert: true,
      },
    })),
  );
  await centres.bulkWrite(
    county.flatMap(({ centre: { _id }, told: demoTold }) => {
      const told = toldOf(demoTold);
      // What somebody told at a demo desk since is newer.
      const isOlder = { $or: [{ told: null }, { 'told.at': { $lt: told?.at } }] };
      return told ? [{ updateOne: { filter: { _id, ...isOlder }, update: { $set: { told } } } }] : [];
    }),
  );
  await centres.bulkWrite(
    county.map(({ centre }) => ({
      updateOne: {
        filter: { _id: centre._id },
        // A county loaded by an earlier version is searched as this one searches.
        update: { $set: { searchText: centre.searchText }, $inc: { rev: 1 } },
      },
    })),
  );
  await refreshDistricts(models);
  await roomsModel(connection).put(demoRooms());
  await expertsModel(connection).put(demoExperts());
  await guidanceBasesModel(connection).put(demoGuidanceBases());
  const classes = classesModel(connection);
  for (const given of demoClasses(now)) await classes.insert(given);
  return result.upsertedCount;
}
