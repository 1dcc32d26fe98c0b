import { describe, expect, it } from 'vitest';
import type { CentreDetail } from '../../../api/centre';
import { makeCentre } from '../../../test-support/factories';
import { compareRows } from './compare-rows';

const xiaoman = { nickname: '小满', ageMonths: 19 };
const card = (over: Partial<CentreDetail['card']>) => ({ card: { ...makeCentre().card, ...over } });
const rowOf = (question: RegExp, centres: CentreDetail[], child = xiaoman) =>
  compareRows(centres, child).find((row) => question.test(row.question));

describe('centres beside each other', () => {
  it('say in a word where they are alike and where not', () => {
    const [one, other] = [makeCentre(), makeCentre(card({ filingStatus: 'suspended' }))];
    expect(rowOf(/备案/, [one, one])?.isSame).toBe(true);
    expect(rowOf(/备案/, [one, other])?.isSame).toBe(false);
  });

  it('call the nearest by name, and nobody where all are as far', () => {
    const [near, far] = [
      makeCentre(card({ distanceMetres: 640 })),
      makeCentre(card({ distanceMetres: 1800 })),
    ];
    expect(rowOf(/距离/, [far, near])?.answers.map(({ best }) => best)).toEqual([null, '最近']);
    expect(rowOf(/距离/, [near, near])?.answers.map(({ best }) => best)).toEqual([null, null]);
  });

  it('leave the distance out while nobody said from where', () => {
    expect(rowOf(/距离/, [makeCentre(), makeCentre()])).toBeUndefined();
  });

  it('call a price the lowest only where all ask by the same unit', () => {
    const price = (amountFen: number, unit: 'day' | 'month') => {
      const [line] = makeCentre().priceList;
      if (!line) throw new Error('the factory has a price');
      return makeCentre({ priceList: [{ ...line, amountFen, unit }] });
    };
    const words = (centres: CentreDetail[]) => rowOf(/价格/, centres)?.answers.map(({ best }) => best);
    expect(words([price(11000, 'day'), price(9000, 'day')])).toEqual([null, '最低']);
    expect(words([price(11000, 'day'), price(90000, 'month')])).toEqual([null, null]);
  });

  it('count free places of the child’s own group on the day told', () => {
    const [group] = makeCentre().groups;
    if (!group) throw new Error('the factory has a group');
    const free = (freePlaces: number) =>
      makeCentre({ groups: [{ ...group, freePlaces }], groupsFreeOn: '2026-11-24' });
    expect(rowOf(/余位/, [free(2), free(0)])?.answers).toEqual([
      { text: '还有 2 个', note: '托小班，11月24日', best: '最多' },
      { text: '满了', note: '托小班，11月24日', best: null },
    ]);
  });

  it('say that a child does not fit, with the ages that do', () => {
    const answers = rowOf(/余位/, [makeCentre()], { nickname: '小满', ageMonths: 30 })?.answers;
    expect(answers).toEqual([{ text: '月龄不合适', note: '收 12–24 个月', best: null }]);
  });

  it('name what is lacking, and never rank what is unknown', () => {
    const asOf = '2026-11-03';
    const lacks = makeCentre({
      safety: [
        { kind: 'cctv', holds: true, note: null, asOf },
        { kind: 'liabilityInsurance', holds: false, note: null, asOf },
      ],
      staffRatio: { carers: 3, children: 13, ratioLimit: 5, asOf },
    });
    expect(rowOf(/安全/, [lacks])?.answers[0]).toMatchObject({ text: '1 项有', note: '没有责任险' });
    expect(rowOf(/师生比/, [lacks, makeCentre()])?.answers.map(({ best }) => best)).toEqual([null, null]);
  });
});
