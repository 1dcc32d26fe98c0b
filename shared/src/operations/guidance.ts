import * as guidance from '../schemas/guidance.js';
import type { Operation } from './operation.js';

export const guidanceOperations = {
  getGuidance: {
    tag: 'guidance',
    summary: 'Yearly guidance of a child: what counted, year by year',
    access: 'family',
    status: 200,
    params: guidance.GuidanceParams,
    reply: guidance.Guidance,
    errors: [],
  },
  declineGuidance: {
    tag: 'guidance',
    summary: 'This year we need none: nobody reminds us. Can be taken back',
    access: 'family',
    status: 200,
    params: guidance.GuidanceParams,
    body: guidance.DeclineGuidance,
    reply: guidance.Guidance,
    errors: ['guidance_year_over', 'retry'],
  },
  tellHomeDistrict: {
    tag: 'guidance',
    summary: 'In which district my family lives, or nothing; for the figures of that district alone',
    access: 'family',
    status: 200,
    body: guidance.TellHomeDistrict,
    reply: guidance.HomeDistrict,
    errors: ['place_unknown', 'retry'],
  },
  getGuidanceCoverage: {
    tag: 'guidance',
    summary: 'How many families with a child under three, and with a newborn, guidance reached; year by year',
    access: 'public',
    status: 200,
    query: guidance.GuidanceCoverageQuery,
    reply: guidance.GuidanceCoverage,
    errors: [],
  },
  deskGetGuidanceCoverage: {
    tag: 'desk',
    summary: 'The same for my district, up to today',
    access: 'officer',
    status: 200,
    reply: guidance.OfficerGuidanceCoverage,
    errors: [],
  },
  deskListCoverageBelow: {
    tag: 'desk',
    summary: 'The districts below a level above them, added up from what everybody may read of each',
    access: 'officer',
    status: 200,
    reply: guidance.CoverageBelow,
    errors: [],
  },
} as const satisfies Record<string, Operation>;
