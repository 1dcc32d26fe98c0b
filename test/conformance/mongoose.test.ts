import mongoose, { type InferSchemaType } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from './engine.js';

const engine = useEngine('mongoose');

const rosterSchema = new mongoose.Schema(
  {
    _id: String,
    rev: { type: Number, default: 0 },
    places: { type: Number, required: true, min: 0 },
    claims: [{ _id: false, id: String, slots: [Number] }],
    location: {
      type: { type: String, enum: ['Point'] },
      coordinates: { type: [Number], default: undefined },
    },
    notes: { type: Map, of: String },
    secret: Buffer,
    closedAt: Date,
  },
  { timestamps: true, optimisticConcurrency: true },
);
rosterSchema.index({ location: '2dsphere' });
rosterSchema.index(
  { 'claims.id': 1 },
  { unique: true, partialFilterExpression: { 'claims.id': { $exists: true } } },
);

let connection: mongoose.Connection;
let Roster: mongoose.Model<InferSchemaType<typeof rosterSchema>>;

beforeAll(async () => {
  connection = await mongoose.createConnection(engine.uri, { dbName: 'conformance_mongoose' }).asPromise();
  Roster = connection.model('Roster', rosterSchema) as never;
  await Roster.init();
});
afterAll(() => connection?.close());

describe('mongoose', () => {
  it('makes the indexes of a schema, and finds nothing to change the second time', async () => {
    expect((await Roster.listIndexes()).map((index) => index['name']).sort()).toEqual([
      '_id_',
      'claims.id_1',
      'location_2dsphere',
    ]);
    expect(await Roster.syncIndexes()).toEqual([]);
  });

  it('saves, finds, changes and removes documents', async () => {
    const roster = await Roster.create({
      _id: 'r1',
      places: 3,
      claims: [{ id: 'c1', slots: [1, 2] }],
      notes: { a: 'b' },
      secret: Buffer.from('x'),
    });
    expect(roster.createdAt).toBeInstanceOf(Date);
    roster.claims.push({ id: 'c2', slots: [3] });
    roster.places = 5;
    await roster.save();
    const found = await Roster.findById('r1').orFail();
    expect(found.toObject({ flattenMaps: true })).toMatchObject({
      places: 5,
      claims: [{ id: 'c1' }, { id: 'c2', slots: [3] }],
      notes: { a: 'b' },
    });
    expect(Buffer.from(found.secret as Buffer).toString()).toBe('x');
    expect(await Roster.exists({ 'claims.id': 'c2' })).toEqual({ _id: 'r1' });
    await Roster.deleteOne({ _id: 'r1' });
    expect(await Roster.findById('r1').lean()).toBeNull();
  });

  it('notices a save over a newer version', async () => {
    await Roster.create({ _id: 'r2', places: 1 });
    const [first, second] = [await Roster.findById('r2').orFail(), await Roster.findById('r2').orFail()];
    first.places = 2;
    await first.save();
    second.places = 3;
    await expect(second.save()).rejects.toThrow(mongoose.Error.VersionError);
  });

  it('reports a duplicate with its key', async () => {
    await Roster.create({ _id: 'r3', places: 1, claims: [{ id: 'dup' }] });
    await expect(Roster.create({ _id: 'r4', places: 1, claims: [{ id: 'dup' }] })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { 'claims.id': 1 },
    });
  });

  it('runs queries, bulks, cursors and pipelines', async () => {
    await Roster.insertMany(
      Array.from({ length: 30 }, (_, i) => ({
        _id: `q${i}`,
        places: i,
        location: { type: 'Point', coordinates: [i, i] },
      })),
    );
    await Roster.bulkWrite([
      { updateOne: { filter: { _id: 'q1' }, update: { $inc: { rev: 1 } } } },
      { deleteOne: { filter: { _id: 'q2' } } },
    ]);
    expect(await Roster.countDocuments({ _id: /^q/ })).toBe(29);
    let seen = 0;
    for await (const _ of Roster.find({ _id: /^q/ }).sort('-places').cursor({ batchSize: 5 })) seen++;
    expect(seen).toBe(29);
    const [nearest] = await Roster.aggregate([
      {
        $geoNear: {
          near: { type: 'Point', coordinates: [5, 5] },
          key: 'location',
          distanceField: 'metres',
          spherical: true,
        },
      },
      { $limit: 1 },
    ]);
    expect(nearest?._id).toBe('q5');
    const [sum] = await Roster.aggregate([
      { $match: { places: { $lt: 5 }, _id: /^q/ } },
      { $group: { _id: null, all: { $sum: '$places' } } },
    ]);
    expect(sum).toEqual({ _id: null, all: 8 });
    const upserted = await Roster.findOneAndUpdate(
      { _id: 'new' },
      { $setOnInsert: { places: 7 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(upserted?.places).toBe(7);
  });
});
