import * as centres from '../schemas/centres.js';
import { Id, strict } from '../schemas/common.js';
import type { Operation } from './operation.js';

const centreParams = strict({ centreId: Id });

export const centresOperations = {
  listDistricts: {
    tag: 'centres',
    summary: 'Regions and districts with their middle points: finding without giving a location',
    access: 'public',
    status: 200,
    reply: centres.DistrictsReply,
    errors: [],
  },
  listNearbyCentres: {
    tag: 'centres',
    summary: 'Filed centres around a point, nearest first',
    access: 'public',
    status: 200,
    query: centres.NearbyQuery,
    reply: centres.NearbyCentres,
    errors: ['radius_too_large', 'place_unknown', 'date_in_past', 'date_too_far'],
  },
  getCentre: {
    tag: 'centres',
    summary: 'Everything the law makes public about one centre',
    access: 'public',
    status: 200,
    params: centreParams,
    reply: centres.CentreDetail,
    errors: [],
  },
  getCentreAvailability: {
    tag: 'centres',
    summary: 'Free places per day for one child (or an age), at most two seconds old',
    access: 'public',
    status: 200,
    params: centreParams,
    query: centres.AvailabilityQuery,
    reply: centres.Availability,
    errors: ['sign_in_required'],
  },
} as const satisfies Record<string, Operation>;
