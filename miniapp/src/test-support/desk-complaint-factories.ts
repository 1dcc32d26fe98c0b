import type { Reply } from '@nearcare/shared/contract/types';

type OfficerComplaint = Reply<'deskGetComplaint'>;
type CentreComplaint = Reply<'deskGetCentreComplaint'>;
type Item = Reply<'deskListComplaints'>['items'][number];
type Event = OfficerComplaint['events'][number];

const shown = {
  id: 'cp_0001',
  number: '261123-073852',
  category: 'feeRefund',
  categoryLabel: '收费、退费',
  level: 'normal',
  state: 'submitted',
  place: { centreId: 'c_0001', name: '栗子树托育中心', districtName: '桥西街道' },
  filedAt: '2026-11-23T02:20:00.000Z',
} as const;

const told = {
  what: '退托一个月了，押金没有退',
  wanted: '把押金退给我',
  incidentOn: '2026-10-20',
  incidentTime: null,
  affectedChildren: null,
  footageUntil: '2027-01-17',
  footageDaysLeft: 55,
};

/** 受理 runs: its deadline is the end of Thursday 26 November 2026. */
const acceptClock: OfficerComplaint['clocks'][number] = {
  ...{ name: 'accept', from: '2026-11-23T02:20:00.000Z', dueAt: '2026-11-26T16:00:00.000Z' },
  ...{ dueOn: '2026-11-26', workdaysLeft: 3, isOverdue: false, isAssumed: false },
};
const finishClock: OfficerComplaint['clocks'][number] = {
  ...acceptClock,
  ...{ name: 'finish', dueAt: '2026-12-14T16:00:00.000Z', dueOn: '2026-12-14', workdaysLeft: 15 },
};

export function makeComplaintEvent(over: Partial<Event> = {}): Event {
  return {
    ...{ seq: 0, at: '2026-11-23T02:20:00.000Z', by: 'author', kind: 'filed', text: null, body: null },
    ...{ until: null, result: null, score: null, clock: null, reference: null, evidence: [] },
    ...over,
  };
}

/** Fees that were not paid back, filed on Monday 23 November 2026, not accepted yet; its author is named. */
export function makeOfficerComplaint(over: Partial<OfficerComplaint> = {}): OfficerComplaint {
  return {
    ...shown,
    ...told,
    clocks: [acceptClock, finishClock],
    handler: { body: 'market', name: '市场监管部门', level: 0 },
    watchedBy: null,
    ...{ otherBodies: [], followers: 0, reported: [], centreStaff: null },
    who: null,
    identity: 'named',
    authorPhone: '13900000001',
    events: [makeComplaintEvent()],
    notes: [],
    flagged: [],
    leadId: null,
    may: ['accepted', 'refused', 'noted', 'handedOver', 'joined'],
    extendUntilAtMost: '2027-01-05T16:00:00.000Z',
    bodies: [
      { code: 'health', name: '卫生健康部门' },
      { code: 'market', name: '市场监管部门' },
      { code: 'police', name: '公安机关' },
      { code: 'centre', name: '托育机构' },
    ],
    assignable: [
      { code: 'health', name: '卫生健康部门' },
      { code: 'centre', name: '托育机构' },
    ],
    cannedTexts: [
      { move: 'accepted', text: '收到了，正在核实。' },
      { move: 'closed', text: '机构已经整改，我们会回头再看。' },
    ],
    rev: 1,
    ...over,
  };
}

export function makeComplaintItem(over: Partial<Item> = {}): Item {
  return {
    ...shown,
    handler: { body: 'market', name: '市场监管部门', level: 0 },
    dueAt: '2026-11-26T16:00:00.000Z',
    isOverdue: false,
    isFlagged: false,
    hasNewWords: false,
    leadId: null,
    ...over,
  };
}

/** The same matter as its centre sees it once it is the centre's to answer, from an author that it never learns. */
export function makeCentreComplaint(over: Partial<CentreComplaint> = {}): CentreComplaint {
  return {
    ...shown,
    ...told,
    clocks: [acceptClock, finishClock],
    authorPhone: null,
    events: [],
    may: ['accepted'],
    ...over,
  };
}
