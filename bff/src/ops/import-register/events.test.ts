import { describe, expect, it } from 'vitest';
import { type Description, eventsBetween } from './events.js';

const hours = (weekdays: number[], from: string, to: string) =>
  weekdays.map((weekday) => ({ weekday, from, to }));

type Centre = Description['centre'];
const group = (given: Partial<Centre['groups'][number]>): Centre['groups'][number] => ({
  ...{ id: 'g1', name: '托小班', ageGroup: 'juniorToddler', minMonths: 12, maxMonths: 24 },
  ...{ places: 25, enrolled: 20, carers: null },
  ...given,
});
const line = (given: Partial<Centre['priceList'][number]>): Centre['priceList'][number] => ({
  ...{ id: 'day', kind: 'care', mode: 'fullDay', label: '日托价格', unit: 'day', isVoluntary: false },
  ...{ amountFen: 11_000 },
  ...given,
});
const filed = { status: 'filed', receiptNumber: '备001', suspendedFrom: null, reason: null };

/** Only what is compared. */
function described(centre: object = {}, operatorName: string | null = '树苗公司'): Description {
  return {
    centre: {
      ...{ name: '小树苗', address: '梅山路 1 号', groups: [group({})], priceList: [line({})] },
      ...{ openingHours: hours([1, 2, 3, 4, 5], '08:00', '17:30'), isInclusive: false, filing: filed },
      ...centre,
    },
    details: { registration: { operatorName } },
  } as Description;
}

const events = (after: Description, assumed: string[] = []) =>
  eventsBetween(described(), after, {
    ...{ asOf: '2026-06-01', sourceName: '名单', currency: 'CNY' as const, assumedLines: new Set(assumed) },
  });
const texts = (after: Description, assumed?: string[]) => events(after, assumed).map(({ text }) => text);

describe('what a newer snapshot says differently', () => {
  it('is nothing where it says the same, or only how many are enrolled', () => {
    expect(events(described({ groups: [group({ enrolled: 3 })] }))).toEqual([]);
  });

  it('is told with the day of the snapshot and its source', () => {
    expect(events(described({ name: '大树苗' }))).toEqual([
      { kind: 'change', on: '2026-06-01', text: '名称 小树苗 → 大树苗', source: '名单' },
    ]);
  });

  it('is told of address, operator and inclusive approval', () => {
    expect(texts(described({ address: '梅山路 2 号', isInclusive: true }, null))).toEqual([
      '地址 梅山路 1 号 → 梅山路 2 号',
      '运营方 树苗公司 → 未公示',
      '普惠 否 → 是',
    ]);
  });

  it('is told of places, by group where there are several', () => {
    expect(texts(described({ groups: [group({ places: 30 })] }))).toEqual(['托位 25 → 30']);
    const two = [group({}), group({ id: 'g2', name: '托大班', places: 20 })];
    expect(texts(described({ groups: two }))).toEqual(['托大班托位 0 → 20']);
    expect(texts(described({ groups: [group({ id: 'g2' })] }))).toEqual(['托位 0 → 25', '托位 25 → 0']);
  });

  it('is told of prices, but not of one that the mapping assumes', () => {
    const dearer = described({ priceList: [line({ amountFen: 12_050 })] });
    expect(texts(dearer)).toEqual(['日托价格 110 元 → 120.5 元']);
    expect(texts(dearer, ['day'])).toEqual([]);
    expect(texts(described({ priceList: [] }))).toEqual(['日托价格 110 元 → 未公示']);
  });

  it('is told of opening hours as a week is read', () => {
    const longer = [...hours([1, 2], '08:00', '17:30'), ...hours([4], '08:00', '17:30')];
    expect(texts(described({ openingHours: longer }))).toEqual([
      '开放时间 周一至周五 08:00–17:30 → 周一、周二 08:00–17:30，周四 08:00–17:30',
    ]);
    expect(texts(described({ openingHours: [] }))).toEqual(['开放时间 周一至周五 08:00–17:30 → 未公示']);
  });

  it('is told of the filing by its own kinds, on the day the register gives', () => {
    const suspended = { ...filed, status: 'suspended', suspendedFrom: '2026-05-20', reason: '园舍装修' };
    expect(events(described({ filing: suspended }))).toEqual([
      { kind: 'suspension', on: '2026-05-20', text: '暂停服务：园舍装修', source: '名单' },
    ]);
    const cancelled = { ...filed, status: 'cancelled' };
    expect(events(described({ filing: cancelled }))[0]).toMatchObject({
      ...{ kind: 'cancellation', on: '2026-06-01', text: '注销备案' },
    });
    expect(events(described({ filing: { ...filed, receiptNumber: '备002' } }))[0]).toMatchObject({
      ...{ kind: 'filing', text: '备案号 备001 → 备002' },
    });
  });
});
