import type { Reply } from '@nearcare/shared/contract/types';

type Consent = Reply<'listConsents'>['items'][number];
type Preview = Reply<'previewDeletion'>;

const unasked = { version: '1', state: 'notAsked', decidedAt: null } as const;

const texts: Readonly<Record<Consent['purpose'], Consent>> = {
  childProfile: {
    purpose: 'childProfile',
    title: '孩子的资料',
    what: '孩子的称呼、出生日期。',
    why: '按月龄找班。',
    keptUntil: '到你删除孩子为止。',
    ifRefused: '不能加孩子，别的照常用。',
    ifWithdrawn: '没开始的预约会取消，孩子的资料会删除。',
    ...unasked,
  },
  pickups: {
    purpose: 'pickups',
    title: '接送人的资料',
    what: '接送人的称呼、手机号。',
    why: '认出谁可以接孩子。',
    keptUntil: '到你删除接送人为止。',
    ifRefused: '由你自己接送。',
    ifWithdrawn: '接送人会删除。',
    ...unasked,
  },
  feeReduction: {
    purpose: 'feeReduction',
    title: '减免申请的资料',
    what: '申请哪一项减免。',
    why: '核对能不能减免。',
    keptUntil: '到你撤回同意为止。',
    ifRefused: '按原价。',
    ifWithdrawn: '申请会删除。',
    ...unasked,
  },
  enrolment: {
    purpose: 'enrolment',
    title: '入托体检和说明',
    what: '体检材料有没有。',
    why: '机构收孩子以前要核对。',
    keptUntil: '到你撤回同意为止。',
    ifRefused: '照样能申请。',
    ifWithdrawn: '记下的会删除。',
    ...unasked,
  },
  expertQuestion: {
    purpose: 'expertQuestion',
    title: '问专家的问题',
    what: '你写的问题和孩子的月龄。',
    why: '转给专家。',
    keptUntil: '到你撤回同意为止。',
    ifRefused: '不能在这里问专家。',
    ifWithdrawn: '问题和答复会删除。',
    ...unasked,
  },
  homeVisit: {
    purpose: 'homeVisit',
    title: '入户指导的地址和愿望',
    what: '门牌地址。',
    why: '安排人到家里指导。',
    keptUntil: '到上门结束为止。',
    ifRefused: '不能申请上门。',
    ifWithdrawn: '地址会删除，没上门的会取消。',
    ...unasked,
  },
};

/** Nothing agreed to yet; give only what the test is about. */
export function makeConsents(
  over: Partial<Record<Consent['purpose'], Partial<Consent>>> = {},
): Reply<'listConsents'> {
  return { items: Object.values(texts).map((text) => ({ ...text, ...over[text.purpose] })) };
}

/** The only guardian of a family with two coming bookings. */
export function makePreview(over: Partial<Preview> = {}): Preview {
  return {
    receiptId: 'd_0001',
    scope: 'family',
    erased: ['孩子的称呼、出生日期和性别', '你家的加密密钥'],
    kept: [{ what: '同意和撤回的记录', why: '证明当时得到过同意', until: '2029-11-22' }],
    upcomingBookings: 2,
    ...over,
  };
}

export function makeReceipt(over: Partial<Reply<'getDeletionReceipt'>> = {}): Reply<'getDeletionReceipt'> {
  const { receiptId, ...effect } = makePreview();
  return {
    id: receiptId,
    ...effect,
    state: 'done',
    requestedAt: '2026-11-22T01:00:00.000Z',
    doneAt: '2026-11-22T01:00:04.000Z',
    ...over,
  };
}

/** One guardian, one child, one pick-up, one booking, one saved centre. */
export function makeMyData(over: Partial<Reply<'exportMyData'>> = {}): Reply<'exportMyData'> {
  return {
    exportedAt: '2026-11-22T01:00:00.000Z',
    familyId: 'f_0001',
    guardians: [
      {
        id: 'g_1',
        isMe: true,
        phone: '13800004296',
        phoneTail: '4296',
        joinedAt: '2026-11-20T01:00:00.000Z',
      },
    ],
    children: [
      {
        id: 'k_0001',
        nickname: '小满',
        birthOn: '2025-04-08',
        ageMonths: 19,
        addedAt: '2026-11-20T01:00:00.000Z',
      },
    ],
    pickups: [
      {
        id: 'p_1',
        name: '外婆',
        relation: 'grandparent',
        phone: '13900000001',
        phoneTail: '0001',
        addedAt: '2026-11-21T01:00:00.000Z',
      },
    ],
    feeReductions: [],
    enrolments: [],
    classSignUps: [
      {
        ...{ id: 'su_0001', classId: 'cl_0001', title: '爬走跑', way: 'onSite', childId: 'k_0001' },
        ...{ firstDay: '2026-11-28', status: 'confirmed', joinedAt: '2026-11-21T02:00:00.000Z' },
        ...{ attendedAt: null, stars: null, comment: null, commentCheck: null },
      },
    ],
    guidance: {
      contacts: [
        { childId: 'k_0001', on: '2026-05-02', kind: 'lecture', title: '睡整觉', sourceId: 'cl_0001' },
      ],
      declined: [{ childId: 'k_0001', year: 2026 }],
      homeDistrictCode: null,
      remindedAt: [],
    },
    expertQuestions: [
      {
        ...{ id: 'eq_0001', childId: 'k_0001', expertName: '周敏', topic: 'sleep', text: '怎么睡整觉' },
        ...{ askedAt: '2026-11-21T02:00:00.000Z', answer: null },
      },
    ],
    homeVisits: [
      {
        ...{ id: 'hv_0001', childId: 'k_0001', status: 'requested', providerName: '桥西街道' },
        ...{ topics: ['motor'], requestedAt: '2026-11-21T02:00:00.000Z', slot: null, wishes: null },
        ...{ area: '城关街道', address: '栗树路 18 号', noneFits: null, endReason: null, report: null },
      },
    ],
    lessons: [
      {
        ...{ classId: 'cl_0002', playedSeconds: 600, startedAt: '2026-11-21T02:00:00.000Z' },
        ...{ updatedAt: '2026-11-21T03:00:00.000Z', finishedAt: null },
      },
    ],
    live: {
      questions: [
        {
          ...{ classId: 'cl_0001', askedAt: '2026-11-21T02:00:00.000Z', state: 'shown' },
          ...{ text: '要不要收碗', answer: null },
        },
      ],
      attended: [
        {
          ...{ classId: 'cl_0001', presentSeconds: 1800, firstAt: '2026-11-21T02:00:00.000Z' },
          attendedAt: null,
        },
      ],
      mutedIn: ['cl_0001'],
    },
    cards: [{ id: 'fc_0001', issuedAt: '2026-11-21T01:00:00.000Z', lastUsedAt: null }],
    accesses: [makeAccess()],
    memberships: [
      {
        role: 'officer',
        placeName: '桥西街道',
        name: '李专员',
        joinedAt: '2026-11-20T01:00:00.000Z',
        endedAt: null,
      },
    ],
    files: [
      {
        id: 'fl_0001',
        type: 'image/jpeg',
        bytes: 182_400,
        sha256: 'ab'.repeat(32),
        uploadedAt: '2026-11-21T02:00:00.000Z',
      },
    ],
    consents: [{ purpose: 'childProfile', version: '1', decision: 'given', at: '2026-11-20T01:00:00.000Z' }],
    devices: [
      { client: 'h5', signedInAt: '2026-11-20T01:00:00.000Z', lastUsedAt: '2026-11-22T00:50:00.000Z' },
    ],
    complaints: [
      {
        ...{ number: '261124-073852', category: 'feeRefund', identity: 'hidden', state: 'submitted' },
        place: { centreId: 'c_0001', name: '栗子树托育中心', districtName: '桥西街道' },
        ...{ filedAt: '2026-11-24T01:12:00.000Z', who: null, what: '押金没有退', wanted: null },
        ...{ incidentOn: null, events: [], looks: [] },
      },
    ],
    waitlistEntries: [
      {
        ...{ id: 'w_0001', childId: 'ch_0001', centreId: 'ce_0001', date: '2026-11-27' },
        ...{ from: '07:30', to: '18:00', status: 'waiting', joinedAt: '2026-11-22T02:00:00Z' },
      },
    ],
    bookings: [
      {
        id: 'b_0001',
        childId: 'k_0001',
        centreName: '栗子树托育中心',
        date: '2026-11-26',
        from: '07:30',
        to: '18:00',
        status: 'confirmed',
        totalFen: 11900,
        satisfaction: null,
        currency: 'CNY',
        before: [],
      },
    ],
    savedCentres: [{ centreId: 'c_0002', centreName: '绒球屋托育中心', savedAt: '2026-11-21T01:00:00.000Z' }],
    notices: [
      {
        title: '家里多了一位家长',
        text: '现在两位家长都能看孩子、接送人和预约。',
        at: '2026-11-21T02:00:00.000Z',
        isRead: true,
      },
    ],
    ...over,
  };
}

type Access = Reply<'listAccesses'>['items'][number];

/** 王老师 of 栗子树 saw 小满 on the day's list, three times. */
export function makeAccess(over: Partial<Access> = {}): Access {
  return {
    id: 'ac_0001',
    childId: 'k_0001',
    what: 'roster',
    byRole: 'staff',
    byName: '王老师',
    placeName: '栗子树托育中心',
    on: '2026-11-24',
    firstAt: '2026-11-24T00:12:00.000Z',
    lastAt: '2026-11-24T08:40:00.000Z',
    times: 3,
    ...over,
  };
}
