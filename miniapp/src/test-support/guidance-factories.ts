import type { Reply } from '@nearcare/shared/contract/types';

type Guidance = Reply<'getGuidance'>;
type Expert = Reply<'getExpert'>;
type HomeVisit = Reply<'getHomeVisit'>;

/** 小满 has learned nothing this year. */
export function makeGuidance(over: Partial<Guidance> = {}): Guidance {
  return {
    ...{ childId: 'k_0001', wantedPerYear: 1, thisYear: 2026, isUnderThree: true },
    years: [{ year: 2026, contacts: [], hasEnough: false, isDeclined: false }],
    homeDistrict: null,
    ...over,
  };
}

export function makeExpert(over: Partial<Expert> = {}): Expert {
  return {
    ...{ id: 'e_0001', name: '周敏', title: '儿保科 主任医师' },
    employer: { kind: 'hospital', name: '禾川市妇幼保健院' },
    ...{ fields: ['nutrition', 'sleep'], languages: ['普通话'] },
    district: { code: '429001', name: '桥西区' },
    ...{ isDemo: true, introduction: '做儿童保健二十年。', takesQuestions: true },
    ...{ notMedical: '这里不看病。', questionsPerDay: 3, answerWorkdays: 5 },
    ...over,
  };
}

export function makeQuestion(over: Partial<Reply<'askExpert'>> = {}): Reply<'askExpert'> {
  return {
    ...{ id: 'x_0001', expert: { id: 'e_0001', name: '周敏', title: '主任医师' }, topic: 'nutrition' },
    ...{ askedAt: '2026-11-24T01:12:00.000Z', answerBy: '2026-12-01T16:00:00.000Z', isOverdue: false },
    ...{ childId: 'k_0001', text: '不肯吃饭怎么办？', answer: null, notMedical: '这里不看病。' },
    ...over,
  };
}

/** Asked for, nothing offered yet. */
export function makeVisit(over: Partial<HomeVisit> = {}): HomeVisit {
  return {
    ...{ id: 'v_0001', status: 'requested', childId: 'k_0001' },
    provider: { kind: 'district', centreId: null, name: '桥西区卫生健康局' },
    ...{ topics: ['sleep'], times: ['weekend'], requestedAt: '2026-11-24T01:12:00.000Z' },
    ...{ answerBy: '2026-12-01T16:00:00.000Z', isOverdue: false, slot: null, visitor: null },
    ...{ wishes: null, area: '城关街道', offer: null, noneFits: null },
    ...{ endedBy: null, endReason: null, endedAt: null, report: null },
    ...{ address: '栗树路 18 号 2 单元', may: ['cancel'] },
    ...over,
  };
}
