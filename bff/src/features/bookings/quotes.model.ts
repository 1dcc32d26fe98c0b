import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { insertTogether, readTogether } from '../../lib/together.js';
import type { QuoteDoc } from './prices.rules.js';

const quoteSchema = new Schema<QuoteDoc>(
  {
    _id: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  // Written once from a checked value and never changed: the shape stands in the contract, not twice.
  { versionKey: false, strict: false, collection: 'quotes' },
);

export type QuotesModel = ReturnType<typeof quotesModel>;

export function quotesModel(store: Connection) {
  const quotes = store.model('Quote', quoteSchema);
  const rows = quotes.collection as unknown as mongo.Collection<QuoteDoc>;
  const read = readTogether(
    (ids: readonly string[]) => rows.find({ _id: { $in: [...ids] } }).toArray(),
    (id) => id,
  );
  return {
    add: insertTogether((docs: QuoteDoc[]) => rows.insertMany(docs as never, { ordered: false })),
    async find(familyId: string, id: string): Promise<QuoteDoc | null> {
      const quote = await read(id);
      return quote?.familyId === familyId ? quote : null;
    },
    async eraseFamily(familyId: string): Promise<void> {
      await quotes.deleteMany({ familyId });
    },
  };
}
