import type { mongo } from 'mongoose';
import type { CentreModels } from '../../features/centres/centres.model.js';
import type { CentreDetailsRecord, StampedCentre } from '../../features/centres/centres.records.js';

/** Both collections by the driver itself: rows were checked field by field, and casting them again halves the rate. */
export function rowsOf({ centres, details }: CentreModels) {
  return {
    centreRows: centres.collection as unknown as mongo.Collection<StampedCentre>,
    detailRows: details.collection as unknown as mongo.Collection<CentreDetailsRecord>,
  };
}
