import { describe, expect, it } from 'vitest';
import {
  categoryNamed,
  type Draft,
  emptyDraft,
  faultOf,
  footageDaysLeft,
  saidOf,
  stepBeside,
  stepsOf,
} from './draft';

const centre = { kind: 'centre', id: 'c_0001', name: '栗子树' } as const;
const whole: Draft = {
  ...{ ...emptyDraft, category: 'feeRefund', where: centre, what: ' 押金没有退 ', identity: 'hidden' },
  ...{ incidentOn: '2026-11-23', incidentTime: '15:00' },
};

describe('the questions', () => {
  it('are fewer where it is urgent and begin with whom and what; who it is comes before any file', () => {
    expect(stepsOf({ ...emptyDraft, category: 'abuse' })).toEqual(['category', 'story', 'place', 'last']);
    const ordinary = stepsOf({ ...emptyDraft, category: 'feeRefund' });
    expect(ordinary).toHaveLength(6);
    expect(ordinary.slice(-2)).toEqual(['identity', 'evidence']);
  });

  it('have a step beside them, and none past either end', () => {
    expect(stepBeside(emptyDraft, -1)).toBeNull();
    expect(stepBeside({ ...whole, step: 'where' }, 1)).toBe('when');
    expect(stepBeside({ ...whole, step: 'evidence' }, 1)).toBeNull();
  });

  it('are not left without what the service needs', () => {
    expect(faultOf(emptyDraft)).toBe('选一种情况。');
    expect(faultOf({ ...whole, step: 'story', what: ' ' })).toMatch(/发生了什么/);
    expect(faultOf({ ...whole, step: 'identity', identity: null })).toMatch(/谁知道/);
    expect(faultOf({ ...whole, step: 'where', where: null })).toMatch(/机构/);
    const place = { kind: 'place', districtCode: '', address: '' } as const;
    expect(faultOf({ ...whole, step: 'where', where: place })).toMatch(/区县/);
    expect(faultOf({ ...whole, step: 'where', where: { ...place, districtCode: 'd' } })).toMatch(/地方/);
    expect(faultOf({ ...whole, step: 'place', where: null })).toMatch(/机构/);
    expect(faultOf({ ...whole, step: 'last', identity: null })).toMatch(/谁知道/);
    for (const step of stepsOf(whole)) expect(faultOf({ ...whole, step })).toBeNull();
  });
});

describe('what is sent', () => {
  it('is trimmed, and leaves out what was not said', () => {
    expect(saidOf(whole)).toEqual({
      ...{ category: 'feeRefund', what: '押金没有退', centreId: 'c_0001' },
      ...{ incidentOn: '2026-11-23', incidentTime: '15:00' },
    });
  });

  it('has no hour without a day, and how many children only where there were several', () => {
    expect(saidOf({ ...whole, incidentOn: null })).not.toHaveProperty('incidentTime');
    expect(saidOf(whole)).not.toHaveProperty('affectedChildren');
    expect(saidOf({ ...whole, affectedChildren: 3 })).toHaveProperty('affectedChildren', 3);
  });

  it('names a place that is in no register by district and address', () => {
    const where = { kind: 'place', districtCode: 'd_1', address: ' 3 号楼 ' } as const;
    expect(saidOf({ ...whole, where })).toMatchObject({ place: { districtCode: 'd_1', address: '3 号楼' } });
  });

  it('is nothing while something is missing', () => {
    for (const gap of [{ category: null }, { where: null }, { what: ' ' }])
      expect(saidOf({ ...whole, ...gap })).toBeNull();
  });
});

it('recordings of a day are kept on that day and on the 89 after it', () => {
  expect(footageDaysLeft('2026-11-24', '2026-11-24', 90)).toBe(90);
  expect(footageDaysLeft('2026-08-27', '2026-11-24', 90)).toBe(1);
  expect(footageDaysLeft('2026-08-26', '2026-11-24', 90)).toBe(0);
});

it('a link can name a category, and a wrong name is none', () => {
  expect(categoryNamed('unfiled')).toBe('unfiled');
  expect(categoryNamed('')).toBeNull();
});
