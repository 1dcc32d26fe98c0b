import { Type } from 'typebox';
import { CivilDate, Id, Instant, nullable, oneOf, strict } from './common.js';

export const GuidanceKind = oneOf(['lecture', 'activity', 'live', 'recorded', 'homeVisit']);
/** One contact that counts towards the yearly guidance of a child, and where it came from. */
export const GuidanceContact = strict({
  on: CivilDate,
  kind: GuidanceKind,
  title: Type.String(),
  sourceId: Type.String({ ...Id, description: 'Of the class or the home visit' }),
});
export const GuidanceYear = strict({
  year: Type.Integer(),
  contacts: Type.Array(GuidanceContact, { description: 'The first first' }),
  hasEnough: Type.Boolean(),
  isDeclined: Type.Boolean({ description: 'The family said that it needs none this year' }),
});
/** A child’s yearly guidance (每年至少一次科学育儿指导), the year that runs first. */
export const Guidance = strict({
  childId: Id,
  wantedPerYear: Type.Integer(),
  thisYear: Type.Integer(),
  isUnderThree: Type.Boolean({ description: 'Later nothing is counted, wanted or reminded of' }),
  years: Type.Array(GuidanceYear, { description: 'From this one, or the last that counted, back to birth' }),
  homeDistrict: nullable(strict({ code: Type.String(), name: Type.String() })),
});
export const GuidanceParams = strict({ childId: Id });
export const DeclineGuidance = strict({
  year: Type.Integer({ minimum: 2000, maximum: 2200, description: 'The one that runs' }),
  isDeclined: Type.Boolean({ description: 'false takes it back' }),
});
/** Null: rather not say. Only so does a family count in the figures of the district where it lives. */
export const TellHomeDistrict = strict({
  districtCode: nullable(Type.String({ minLength: 1, maxLength: 20 })),
});
export const HomeDistrict = strict({
  homeDistrict: nullable(strict({ code: Type.String(), name: Type.String() })),
});

export const GuidanceCoverageQuery = strict({ districtCode: Type.String({ minLength: 1, maxLength: 20 }) });
const base = {
  year: Type.Integer(),
  /** What it is counted against, as it was handed in. */
  source: strict({ name: Type.String(), asOf: CivilDate }),
  until: nullable(Type.String({ ...CivilDate, description: 'Counted up to this day; null: nothing yet' })),
  isOver: Type.Boolean(),
  isDemo: Type.Boolean(),
};
const Percent = nullable(Type.Integer({ minimum: 0, maximum: 100 }));
const Published = strict({
  total: Type.Integer(),
  atLeast: nullable(
    Type.Integer({ description: 'Reached: at least so many, in steps of five; null under five' }),
  ),
  percentAtLeast: Percent,
});
/** Whole months only, nobody told apart: for everybody. */
export const GuidanceCoverage = strict({
  districtCode: Type.String(),
  name: Type.String(),
  goalNewbornsPercent: Type.Integer({ description: 'What the region wants of newborns' }),
  years: Type.Array(strict({ ...base, families: Published, newborns: Published }), {
    description: 'The last first; none where no figures to count against were handed in',
  }),
});
const Counted = strict({ total: Type.Integer(), reached: Type.Integer(), percent: Percent });
/** For the desk that is measured by it: up to today, nothing rounded. */
export const OfficerGuidanceCoverage = strict({
  districtCode: Type.String(),
  name: Type.String(),
  goalNewbornsPercent: Type.Integer(),
  years: Type.Array(
    strict({
      ...base,
      families: Counted,
      newborns: Counted,
      unplaced: Type.Integer({
        description: 'Families met here that said of no district that they live there: counted nowhere',
      }),
    }),
  ),
});

/**
 * For a level above districts, the last years first. Of each district no more than everybody may read, and the sums are
 * sums of that: nothing hidden of one can be worked out from what is said of the others.
 */
export const CoverageBelow = strict({
  goalNewbornsPercent: Type.Integer(),
  years: Type.Array(
    strict({
      year: Type.Integer(),
      isDemo: Type.Boolean(),
      families: Published,
      newborns: Published,
      districts: Type.Array(
        strict({
          ...{ districtCode: Type.String(), name: Type.String(), until: base.until },
          ...{ families: Published, newborns: Published },
        }),
      ),
      withoutFigures: Type.Array(Type.String(), {
        description: 'Names of districts that handed in nothing to count against: in no sum',
      }),
    }),
  ),
});

export const ExportedGuidance = strict({
  contacts: Type.Array(strict({ ...GuidanceContact.properties, childId: Id })),
  declined: Type.Array(strict({ childId: Id, year: Type.Integer() })),
  homeDistrictCode: nullable(Type.String()),
  remindedAt: Type.Array(Instant),
});
