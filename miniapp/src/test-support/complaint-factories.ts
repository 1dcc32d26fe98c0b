import type { Reply } from '@nearcare/shared/contract/types';

type Complaint = Reply<'getComplaint'>;
type Event = Complaint['events'][number];
type Clock = Complaint['clocks'][number];

/** Filed on Tuesday 24 November 2026 at 9:12 in the centre's zone; give only what the test is about. */
export function makeEvent(over: Partial<Event> = {}): Event {
  return {
    ...{ seq: 0, kind: 'filed', at: '2026-11-24T01:12:00.000Z', by: 'author', text: null, evidence: [] },
    ...{ body: { code: 'health', name: '卫生健康部门' }, until: null, result: null, score: null },
    ...{ clock: null, reference: null },
    ...over,
  };
}

/** The deadline for accepting: three working days from the 24th. */
export function makeClock(over: Partial<Clock> = {}): Clock {
  return {
    ...{ name: 'accept', from: '2026-11-24T01:12:00.000Z', dueAt: '2026-11-27T16:00:00.000Z' },
    ...{ dueOn: '2026-11-27', workdaysLeft: 4, isOverdue: false, isAssumed: false },
    ...over,
  };
}

/** Its receipt: filed with all that was sent. */
export const makeFiled = (over: Partial<Complaint> = {}): Reply<'fileComplaint'> => ({
  ...makeComplaint(over),
  missingFiles: [],
});

/** About a deposit, hidden from the centre, waiting to be accepted. */
export function makeComplaint(over: Partial<Complaint> = {}): Complaint {
  return {
    ...{ id: 'cp_0001', number: '261124-073852', category: 'feeRefund', categoryLabel: '收费、退费' },
    ...{ level: 'normal', state: 'submitted', filedAt: '2026-11-24T01:12:00.000Z', identity: 'hidden' },
    place: { centreId: 'c_0001', name: '栗子树托育中心', districtName: '桥西街道' },
    ...{ what: '押金没有退', wanted: '退押金', who: null, affectedChildren: null },
    ...{ incidentOn: '2026-11-23', incidentTime: null, footageUntil: '2027-02-20', footageDaysLeft: 89 },
    clocks: [
      makeClock(),
      makeClock({ name: 'reply', dueAt: '2026-12-03T16:00:00.000Z', dueOn: '2026-12-03', workdaysLeft: 8 }),
      makeClock({ name: 'finish', dueAt: '2026-12-15T16:00:00.000Z', dueOn: '2026-12-15', workdaysLeft: 16 }),
    ],
    handler: { body: 'health', name: '卫生健康部门', level: 0 },
    ...{ isHandledHere: true, otherBodies: [] },
    ...{ watchedBy: null, events: [makeEvent()], may: ['added', 'withdrawn'] },
    ...{ reopenUntil: null, nextLevel: '市卫生健康委员会' },
    ...over,
  };
}
