import { ageGroups } from '@nearcare/shared/rules/age';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Filing, Group } from '../features/centres/centres.public.js';
import type { CentreDetailsRecord, CentreRecord } from '../features/centres/centres.records.js';
import type { Random } from './random.js';

type Quality = NonNullable<CentreDetailsRecord['quality']>;

/** Points of the dimensions of WS/T 821—2023, 1000 in all. Grades are given by the assessor, never computed here. */
const dimensions = [
  { dimension: 'conditions', outOf: 100 },
  { dimension: 'team', outOf: 140 },
  { dimension: 'care', outOf: 200 },
  { dimension: 'health', outOf: 210 },
  { dimension: 'parentingSupport', outOf: 80 },
  { dimension: 'safety', outOf: 200 },
  { dimension: 'management', outOf: 70 },
] as const;
const shareByGrade = { A: [86, 95], B: [76, 87], C: [66, 78], D: [52, 66] } as const;

export function demoQuality(random: Random): Quality {
  const grade = random.pick(['A', 'A', 'B', 'B', 'B', 'C', 'C', 'D'] as const);
  const [low, high] = shareByGrade[grade];
  const isSelfAssessed = random.chance(0.2);
  return {
    grade,
    assessor: isSelfAssessed ? '机构自评' : '禾川市托育协会',
    assessedOn: addDays('2026-03-01', random.whole(0, 200)),
    isSelfAssessed,
    scores: dimensions.map(({ dimension, outOf }) => ({
      dimension,
      outOf,
      points: Math.round((outOf * random.whole(low, high)) / 100),
    })),
  };
}

export function demoSafety(random: Random): CentreDetailsRecord['safety'] {
  const asOf = addDays('2026-09-01', random.whole(0, 75));
  const fact = (kind: CentreDetailsRecord['safety'][number]['kind'], likely: number, note: string | null) => {
    const holds = random.chance(likely);
    return { kind, holds, note: holds ? note : null, asOf };
  };
  return [
    fact('foodLicence', 0.9, '食品经营许可证在有效期内'),
    fact('fireCheck', 0.97, `消防检查合格 ${addDays('2026-01-10', random.whole(0, 200))}`),
    fact('hygieneReport', 0.97, '卫生评价报告合格'),
    fact('guard', 0.85, '有保安员'),
    fact('cctv', 0.98, '录像保存 90 天'),
    fact('liabilityInsurance', 0.9, `责任险 每人 ${random.pick([30, 50, 80])} 万元`),
    fact('noCriminalRecord', 0.98, '全部人员已核'),
    fact('accessible', 0.45, '有无障碍通道'),
  ];
}

export function demoFiling(status: Filing['status'], number: number, random: Random): Filing {
  const nothing = { receiptNumber: null, authority: null, filedOn: null, suspendedFrom: null, reason: null };
  if (status === 'unfiled') return { status, credentialKind: 'filing', ...nothing };
  const filedOn = addDays('2023-06-01', random.whole(0, 1150));
  const receipt = String(number).padStart(3, '0');
  const ended = {
    filed: { suspendedFrom: null, reason: null },
    suspended: { suspendedFrom: addDays('2026-10-08', random.whole(0, 40)), reason: '园舍装修' },
    cancelled: { suspendedFrom: '2026-08-31', reason: '机构自行停办' },
  }[status];
  return {
    status,
    credentialKind: 'filing',
    receiptNumber: `禾卫托备〔${filedOn.slice(0, 4)}〕${receipt} 号`,
    authority: '禾川市卫生健康局',
    filedOn,
    ...ended,
  };
}

export function demoDisclosures(
  filing: Filing,
  quality: Quality | null,
  registrationBody: string,
  random: Random,
): CentreDetailsRecord['disclosures'] {
  const health = '市卫生健康局';
  const registeredOn = addDays(filing.filedOn ?? '2026-04-01', -random.whole(20, 90));
  const events: CentreDetailsRecord['disclosures'] = [
    { kind: 'registration', on: registeredOn, text: '登记成立，经营范围含托育', source: registrationBody },
  ];
  if (filing.filedOn && filing.receiptNumber) {
    events.push({ kind: 'filing', on: filing.filedOn, text: filing.receiptNumber, source: health });
    const reviewedOn = addDays(filing.filedOn, 365);
    if (reviewedOn < '2026-11-01')
      events.push({ kind: 'annualReview', on: reviewedOn, text: '年审通过', source: health });
    if (random.chance(0.12))
      events.push({
        kind: 'penalty',
        on: addDays('2026-02-01', random.whole(0, 240)),
        text: random.pick([
          '晨午检记录缺 2 天，10 日内已改',
          '留样冰箱温度不足，当日已改',
          '消防通道堆物，已清理',
        ]),
        source: random.pick(['市市场监管局', health, '市消防救援大队']),
      });
  }
  if (quality && !quality.isSelfAssessed)
    events.push({
      kind: 'assessment',
      on: quality.assessedOn,
      text: `质量评估 ${quality.grade} 级`,
      source: quality.assessor,
    });
  if (filing.suspendedFrom)
    events.push({
      kind: filing.status === 'cancelled' ? 'cancellation' : 'suspension',
      on: filing.suspendedFrom,
      text: `${filing.status === 'cancelled' ? '注销备案' : '暂停服务'}：${filing.reason ?? ''}`,
      source: health,
    });
  return events.sort((a, b) => (a.on < b.on ? 1 : -1));
}

export function demoRegistration(
  operatorType: CentreRecord['operatorType'],
  name: string,
  isFiled: boolean,
  number: number,
): CentreDetailsRecord['registration'] {
  const kinds = {
    public: ['禾川市委编办', 'publicInstitution'],
    medical: ['禾川市委编办', 'publicInstitution'],
    community: ['禾川市民政局', 'nonProfit'],
    kindergarten: ['禾川市民政局', 'nonProfit'],
    employer: ['禾川市民政局', 'nonProfit'],
    private: ['禾川市市场监管局', 'forProfit'],
    familyCarePoint: ['禾川市市场监管局', 'forProfit'],
  } as const;
  const [body, legalNature] = kinds[operatorType];
  return {
    body,
    // Shaped like a 统一社会信用代码 but with the division code 990181, so it can't be anybody's.
    number: isFiled ? `52990181DEMO${String(number).padStart(6, '0')}` : null,
    legalNature,
    operatorName: name,
    scopeNamesCare: isFiled ? true : null,
  };
}

/** How many hands for how many children, of the youngest group: there it matters most. */
export function demoStaffRatio(groups: readonly Group[], asOf: string): CentreDetailsRecord['staffRatio'] {
  const [youngest] = [...groups].sort((a, b) => a.minMonths - b.minMonths);
  if (!youngest?.carers || !youngest.enrolled) return null;
  const isFamilyPoint = youngest.places <= 5;
  const { ratioLimit } = ageGroups[youngest.ageGroup];
  return {
    carers: youngest.carers,
    children: youngest.enrolled,
    ratioLimit: isFamilyPoint ? 3 : ratioLimit,
    asOf,
  };
}
