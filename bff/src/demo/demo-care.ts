import { type AgeGroupName, ageGroups } from '@nearcare/shared/rules/age';
import type { CareMode, Group, PriceLine } from '../features/centres/centres.public.js';
import type { CentreRecord } from '../features/centres/centres.records.js';
import { derivedId } from '../lib/ids.js';
import type { Random } from './random.js';

type OperatorType = CentreRecord['operatorType'];

const groupNames: Readonly<Record<AgeGroupName, string>> = {
  infant: '乳儿班',
  juniorToddler: '托小班',
  seniorToddler: '托大班',
  mixedAge: '混合班',
};

const groupsByOperator: Readonly<Record<OperatorType, readonly (readonly AgeGroupName[])[]>> = {
  public: [
    ['infant', 'juniorToddler', 'seniorToddler'],
    ['juniorToddler', 'juniorToddler', 'seniorToddler'],
  ],
  community: [['juniorToddler', 'seniorToddler'], ['juniorToddler'], ['mixedAge']],
  employer: [['juniorToddler', 'seniorToddler'], ['mixedAge']],
  kindergarten: [['seniorToddler'], ['seniorToddler', 'seniorToddler']],
  medical: [
    ['infant', 'juniorToddler'],
    ['infant', 'juniorToddler', 'seniorToddler'],
  ],
  private: [
    ['infant', 'juniorToddler', 'seniorToddler'],
    ['juniorToddler', 'seniorToddler'],
    ['juniorToddler', 'mixedAge'],
  ],
  familyCarePoint: [['mixedAge']],
};

/** How much of its places enrolment has taken: what is left is free for booked days. */
export type Crowding = 'full' | 'tight' | 'roomy';

export function demoGroups(
  key: string,
  operatorType: OperatorType,
  crowding: Crowding,
  random: Random,
): Group[] {
  const kinds = random.pick(groupsByOperator[operatorType]);
  return kinds.map((ageGroup, index) => {
    const rule = ageGroups[ageGroup];
    const isFamilyPoint = operatorType === 'familyCarePoint';
    const places = isFamilyPoint
      ? random.whole(3, 5)
      : rule.maxChildren - random.whole(0, 2) * random.whole(1, 3);
    const left = {
      full: 0,
      tight: random.whole(0, 2),
      roomy: random.whole(2, Math.max(2, Math.round(places / 2))),
    };
    const enrolled = Math.max(0, places - left[crowding]);
    const childrenPerCarer = isFamilyPoint ? 3 : rule.ratioLimit;
    const isShort = !isFamilyPoint && random.chance(0.08);
    const isTwin = kinds.filter((kind) => kind === ageGroup).length > 1;
    const ordinal = isTwin ? `${kinds.slice(0, index).filter((kind) => kind === ageGroup).length + 1}` : '';
    return {
      id: derivedId('g', 'demo', key, String(index)),
      name: groupNames[ageGroup] + ordinal,
      ageGroup,
      // A family care point takes every age under three in one group (家庭托育点管理办法: five children in all).
      minMonths: isFamilyPoint ? 6 : rule.minMonths,
      maxMonths: rule.maxMonths,
      places,
      enrolled,
      carers: Math.max(1, Math.ceil(enrolled / childrenPerCarer) - (isShort ? 1 : 0)),
    };
  });
}

/** Ranges in yuan. Every unit has its own figures: no price is worked out from another (domain facts, fees). */
const monthYuan: Readonly<Record<OperatorType, readonly [number, number]>> = {
  public: [1200, 2000],
  community: [1400, 2400],
  employer: [800, 1500],
  kindergarten: [1200, 2200],
  medical: [1800, 2800],
  private: [2600, 4200],
  familyCarePoint: [1600, 2400],
};
const dayYuan: Readonly<Record<OperatorType, readonly [number, number]>> = {
  public: [78, 110],
  community: [82, 118],
  employer: [60, 90],
  kindergarten: [70, 105],
  medical: [100, 140],
  private: [138, 228],
  familyCarePoint: [80, 120],
};

export type DemoOffer = { careModes: CareMode[]; priceList: PriceLine[] };

export function demoOffer(operatorType: OperatorType, groups: readonly Group[], random: Random): DemoOffer {
  const yuan = ([low, high]: readonly [number, number], step: number) =>
    (low + step * random.whole(0, Math.floor((high - low) / step))) * 100;
  const lines: Omit<PriceLine, 'id'>[] = [];
  const care = (
    mode: CareMode,
    unit: PriceLine['unit'],
    label: string,
    amountFen: number,
    ageGroup?: AgeGroupName,
  ) =>
    lines.push({
      kind: 'care',
      mode,
      ...(ageGroup ? { ageGroup } : {}),
      label,
      unit,
      amountFen,
      isVoluntary: false,
    });

  const month = yuan(monthYuan[operatorType], 50);
  const ages = [...new Set(groups.map((group) => group.ageGroup))];
  for (const age of ages) {
    const dearer = age === 'infant' ? 50_000 : age === 'seniorToddler' && ages.length > 1 ? -10_000 : 0;
    care('fullDay', 'month', `全日托 ${groupNames[age]} 按月`, month + dearer, age);
  }
  // Kindergartens and employers often take only whole months: those offer enrolment, not single days.
  const sellsDays = !['kindergarten', 'employer'].includes(operatorType) || random.chance(0.5);
  if (sellsDays) care('fullDay', 'day', '全日托 按日', yuan(dayYuan[operatorType], 2));
  if (sellsDays && random.chance(0.65)) care('halfDay', 'halfDay', '半日托', yuan([42, 96], 2));
  if (sellsDays && random.chance(0.5)) care('hourly', 'hour', '计时托', yuan([12, 30], 1));
  if (operatorType === 'community' && random.chance(0.5)) care('temporary', 'visit', '临时托（1 小时内）', 0);
  lines.push({
    kind: 'meal',
    label: '伙食费（一天三次）',
    unit: 'day',
    amountFen: yuan([12, 20], 1),
    isVoluntary: true,
  });
  if (random.chance(0.6))
    lines.push({
      kind: 'lateStay',
      label: '晚接',
      unit: 'halfHour',
      amountFen: yuan([8, 15], 1),
      isVoluntary: true,
    });

  const careModes = (['fullDay', 'halfDay', 'hourly', 'temporary'] as const).filter((mode) =>
    lines.some((line) => line.mode === mode),
  );
  return { careModes, priceList: lines.map((line, index) => ({ id: `p${index + 1}`, ...line })) };
}

/**
 * What some demo centres say of themselves: where late stays are sold the full day ends at five; free visits are short; what
 * inclusive ones grant is what their text says.
 */
export function demoOwnRules(
  priceList: readonly PriceLine[],
  isInclusive: boolean,
): Pick<CentreRecord, 'careRules' | 'reductions'> {
  const isLateSold = priceList.some(({ kind }) => kind === 'lateStay');
  const isVisitSold = priceList.some(({ mode }) => mode === 'temporary');
  const careRules = {
    ...(isLateSold && { fullDay: { until: '17:00' } }),
    ...(isVisitSold && { temporary: { minMinutes: 30, maxMinutes: 60, needsAcceptance: true } }),
  };
  return {
    ...(Object.keys(careRules).length > 0 && { careRules }),
    ...(isInclusive && {
      reductions: [
        { kind: 'multipleChildren', percentOff: 10 },
        { kind: 'childInNeed', percentOff: 100 },
        { kind: 'martyrsChild', percentOff: 100 },
      ],
    }),
  };
}
