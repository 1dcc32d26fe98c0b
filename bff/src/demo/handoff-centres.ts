import type { CentreDetailsRecord, CentreRecord } from '../features/centres/centres.records.js';
import { derivedId } from '../lib/ids.js';

/** Parts of a demo centre that are set by hand instead of drawn. Metres are east and north of the county's middle. */
export type HandmadeCentre = {
  name: string;
  operatorType: CentreRecord['operatorType'];
  metresEast: number;
  metresNorth: number;
  address: string;
  isInclusive: boolean;
  toldMinutesAgo: number;
  centre: Partial<CentreRecord>;
  details: Partial<CentreDetailsRecord>;
};

const group = (
  key: string,
  enrolled: number,
  places: number,
  carers: number,
): CentreRecord['groups'][number] => ({
  id: derivedId('g', 'demo', key, '0'),
  name: '托小班',
  ageGroup: 'juniorToddler',
  minMonths: 12,
  maxMonths: 24,
  places,
  enrolled,
  carers,
});

const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }));

/** The centres that the screens were drawn with, fact by fact, so that a picture can be held beside its screen. */
export const handmadeCentres: readonly HandmadeCentre[] = [
  {
    name: '栗子树托育中心',
    operatorType: 'community',
    metresEast: 524,
    metresNorth: 367,
    address: '桥西街道栗树路 18 号',
    isInclusive: true,
    toldMinutesAgo: 12,
    centre: {
      filing: {
        status: 'filed',
        credentialKind: 'filing',
        receiptNumber: '禾卫托备〔2025〕017 号',
        authority: '禾川市卫生健康局',
        filedOn: '2025-03-12',
        suspendedFrom: null,
        reason: null,
      },
      grade: 'A',
      openingHours: weekdays('07:30', '18:00'),
      closedDays: [{ on: '2026-12-17', reason: '全园消毒' }],
      groups: [group('栗子树托育中心', 13, 15, 3)],
      careModes: ['fullDay', 'halfDay', 'hourly', 'temporary'],
      priceList: [
        {
          id: 'p1',
          kind: 'care',
          mode: 'fullDay',
          label: '全日托 按日',
          unit: 'day',
          amountFen: 11_000,
          isVoluntary: false,
        },
        {
          id: 'p7',
          kind: 'care',
          mode: 'fullDay',
          label: '全日托 按月',
          unit: 'month',
          amountFen: 198_000,
          isVoluntary: false,
        },
        {
          id: 'p2',
          kind: 'care',
          mode: 'halfDay',
          label: '半日托',
          unit: 'halfDay',
          amountFen: 6_000,
          isVoluntary: false,
        },
        {
          id: 'p3',
          kind: 'care',
          mode: 'hourly',
          label: '计时托',
          unit: 'hour',
          amountFen: 1_600,
          isVoluntary: false,
        },
        {
          id: 'p4',
          kind: 'meal',
          label: '伙食费（一天三次）',
          unit: 'day',
          amountFen: 1_500,
          isVoluntary: true,
        },
        { id: 'p5', kind: 'lateStay', label: '晚接', unit: 'halfHour', amountFen: 1_000, isVoluntary: true },
        {
          id: 'p6',
          kind: 'care',
          mode: 'temporary',
          label: '临时托（2 小时内）',
          unit: 'visit',
          amountFen: 3_000,
          isVoluntary: false,
        },
      ],
      careRules: { temporary: { minMinutes: 60, maxMinutes: 120, needsAcceptance: true } },
      reductions: [
        { kind: 'multipleChildren', percentOff: 10 },
        { kind: 'childInNeed', percentOff: 100 },
        { kind: 'martyrsChild', percentOff: 100 },
      ],
    },
    details: {
      registration: {
        body: '禾川市民政局',
        number: '52990181DEMO000017',
        legalNature: 'nonProfit',
        operatorName: '栗子树托育中心',
        scopeNamesCare: true,
      },
      inclusiveApproval: { approver: '禾川市发展改革局、禾川市卫生健康局', on: '2025-06-20' },
      priceListFrom: '2026-09-01',
      discountText: '二孩减免 10%；烈士子女、困境儿童免保育费，到园办理。',
      quality: {
        grade: 'A',
        assessor: '禾川市托育协会',
        assessedOn: '2026-05-18',
        isSelfAssessed: false,
        scores: [
          { dimension: 'conditions', points: 88, outOf: 100 },
          { dimension: 'team', points: 122, outOf: 140 },
          { dimension: 'care', points: 181, outOf: 200 },
          { dimension: 'health', points: 192, outOf: 210 },
          { dimension: 'parentingSupport', points: 61, outOf: 80 },
          { dimension: 'safety', points: 186, outOf: 200 },
          { dimension: 'management', points: 63, outOf: 70 },
        ],
      },
      staffRatio: { carers: 3, children: 13, ratioLimit: 5, asOf: '2026-11-03' },
      safety: [
        { kind: 'foodLicence', holds: true, note: '食品经营许可证在有效期内', asOf: '2026-11-03' },
        { kind: 'fireCheck', holds: true, note: '消防检查合格 2026-04-16', asOf: '2026-11-03' },
        { kind: 'hygieneReport', holds: true, note: '卫生评价报告合格', asOf: '2026-11-03' },
        { kind: 'guard', holds: true, note: '有保安员', asOf: '2026-11-03' },
        { kind: 'cctv', holds: true, note: '录像保存 90 天', asOf: '2026-11-03' },
        { kind: 'liabilityInsurance', holds: true, note: '责任险 每人 50 万元', asOf: '2026-11-03' },
        { kind: 'noCriminalRecord', holds: true, note: '全部人员已核', asOf: '2026-11-03' },
        { kind: 'accessible', holds: true, note: '有无障碍通道', asOf: '2026-11-03' },
      ],
      disclosures: [
        { kind: 'change', on: '2026-11-10', text: '托小班由 12 个托位改为 15 个', source: '市卫生健康局' },
        { kind: 'assessment', on: '2026-05-18', text: '质量评估 A 级', source: '市托育协会' },
        { kind: 'annualReview', on: '2026-03-10', text: '年审通过', source: '市卫生健康局' },
        {
          kind: 'penalty',
          on: '2025-11-06',
          text: '冷藏柜温度记录缺 3 天，10 日内已改',
          source: '市市场监管局',
        },
        { kind: 'filing', on: '2025-03-12', text: '禾卫托备〔2025〕017 号', source: '市卫生健康局' },
        { kind: 'registration', on: '2025-01-20', text: '登记成立，经营范围含托育', source: '禾川市民政局' },
      ],
    },
  },
  {
    name: '市妇幼保健院托育园',
    operatorType: 'medical',
    metresEast: -830,
    metresNorth: 722,
    address: '桥西街道文昌街 6 号',
    isInclusive: false,
    toldMinutesAgo: 60,
    centre: {
      grade: 'A',
      groups: [group('市妇幼保健院托育园', 15, 15, 3)],
      openingHours: weekdays('07:40', '17:40'),
      careModes: ['fullDay', 'halfDay'],
      priceList: [
        {
          id: 'p1',
          kind: 'care',
          mode: 'fullDay',
          label: '全日托 按日',
          unit: 'day',
          amountFen: 13_800,
          isVoluntary: false,
        },
        {
          id: 'p2',
          kind: 'care',
          mode: 'halfDay',
          label: '半日托',
          unit: 'halfDay',
          amountFen: 7_800,
          isVoluntary: false,
        },
        {
          id: 'p3',
          kind: 'meal',
          label: '伙食费（一天三次）',
          unit: 'day',
          amountFen: 1_800,
          isVoluntary: true,
        },
      ],
    },
    details: {},
  },
  {
    name: '小脚丫社区托育点',
    operatorType: 'community',
    metresEast: 610,
    metresNorth: -1260,
    address: '桥西街道柳荫路 3 号',
    isInclusive: true,
    toldMinutesAgo: 92,
    centre: {
      groups: [group('小脚丫社区托育点', 14, 15, 3)],
      openingHours: weekdays('07:30', '17:30'),
      careModes: ['fullDay', 'halfDay', 'temporary'],
      priceList: [
        {
          id: 'p1',
          kind: 'care',
          mode: 'fullDay',
          label: '全日托 按日',
          unit: 'day',
          amountFen: 9_600,
          isVoluntary: false,
        },
        {
          id: 'p2',
          kind: 'care',
          mode: 'halfDay',
          label: '半日托',
          unit: 'halfDay',
          amountFen: 5_250,
          isVoluntary: false,
        },
        {
          id: 'p3',
          kind: 'care',
          mode: 'temporary',
          label: '临时托（1 小时内）',
          unit: 'visit',
          amountFen: 0,
          isVoluntary: false,
        },
        {
          id: 'p4',
          kind: 'meal',
          label: '伙食费（一天三次）',
          unit: 'day',
          amountFen: 1_400,
          isVoluntary: true,
        },
      ],
      // As the 婴幼儿成长驿站 of Hangzhou: an hour at most, twice a week, free.
      careRules: { temporary: { minMinutes: 30, maxMinutes: 60, perWeek: 2 } },
    },
    details: {},
  },
];
