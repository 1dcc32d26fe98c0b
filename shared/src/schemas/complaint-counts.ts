import { Type } from 'typebox';
import { CivilDate, Id, nullable, strict } from './common.js';

const period = { from: CivilDate, until: CivilDate };
const Days = Type.Number({ description: 'From filing to the end, half of them took at most so long' });
const Percent = Type.Integer({ minimum: 0, maximum: 100 });

export const ComplaintStatisticsQuery = strict({
  centreId: Type.Optional(Id),
  districtCode: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
});
/** Counts of the twelve whole months that are over, of a centre or of a district. Fewer than five of anything: null. */
export const ComplaintStatistics = strict({
  centreId: nullable(Id),
  name: Type.String({ description: 'Of the centre or the district' }),
  ...period,
  received: nullable(Type.Integer()),
  solved: nullable(Type.Integer({ description: 'Closed as solved or partly solved' })),
  medianDays: nullable(Days),
  onTimePercent: nullable(Percent),
});
/** For the desk that is measured by them: nothing is hidden, and the last year ends today. */
export const OfficerComplaintStatistics = strict({
  ...period,
  received: Type.Integer(),
  solved: Type.Integer(),
  open: Type.Integer({ description: 'Now, whenever filed' }),
  overdue: Type.Integer({ description: 'Open ones past a deadline' }),
  medianDays: nullable(Days),
  onTimePercent: nullable(Percent),
});
