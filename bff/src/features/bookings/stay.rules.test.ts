import { describe, expect, it } from 'vitest';
import { china } from '../../regions/cn.js';
import { careRulesOf } from './care.rules.js';
import { fullDayUntil, halfHoursOf, stayOn } from './stay.rules.js';
import { wishOf } from './wish.js';

const opening = { from: '07:30', to: '18:00' };
const stay = (wish: Parameters<typeof stayOn>[0], open = opening) => stayOn(wish, open, china.careRules);

describe('the hours that are meant', () => {
  it('are the whole day, one of its halves, or those given', () => {
    expect(stay({ mode: 'fullDay' })).toEqual(opening);
    expect(stay({ mode: 'halfDay', half: 'morning' })).toEqual({ from: '07:30', to: '12:00' });
    expect(stay({ mode: 'halfDay', half: 'afternoon' })).toEqual({ from: '13:00', to: '18:00' });
    const hours = { from: '08:30', to: '12:00' };
    expect(stay({ mode: 'hourly', ...hours })).toEqual(hours);
    expect(halfHoursOf(hours)).toBe(7);
  });

  it('keep within the day’s own opening time', () => {
    const short = { from: '09:00', to: '11:00' };
    expect(stay({ mode: 'halfDay', half: 'morning' }, short)).toEqual(short);
    expect(stay({ mode: 'halfDay', half: 'afternoon' }, short)).toMatchObject({
      ...{ code: 'outside_opening_hours', facts: short },
    });
    for (const hours of [
      { from: '07:00', to: '08:30' },
      { from: '17:00', to: '18:30' },
    ])
      expect(stay({ mode: 'hourly', ...hours })).toMatchObject({ code: 'outside_opening_hours' });
  });

  it('are one to four when they are given', () => {
    for (const [from, to] of [
      ['09:00', '09:30'],
      ['09:00', '13:30'],
    ] as const)
      expect(stay({ mode: 'hourly', from, to })).toMatchObject({
        ...{ code: 'duration_not_allowed', facts: { min: 1, max: 4 } },
      });
  });

  it('are a full day until the centre says, later as far as it is open', () => {
    const rules = { ...china.careRules, fullDay: { until: '17:00' } };
    const full = (to?: string) => stayOn({ mode: 'fullDay', ...(to && { to }) }, opening, rules);
    expect(full()).toEqual({ from: '07:30', to: '17:00' });
    expect(full('16:00')).toEqual({ from: '07:30', to: '17:00' });
    expect(full('18:00')).toEqual(opening);
    expect(full('18:30')).toMatchObject({ code: 'outside_opening_hours' });
    expect(fullDayUntil({ from: '09:00', to: '15:00' }, rules)).toBe('15:00');
    expect(fullDayUntil(opening, china.careRules)).toBe('18:00');
  });

  it('are cut as the centre’s own rules say, the region’s where it says nothing', () => {
    const own = careRulesOf(
      {
        careRules: {
          halfDay: { morningUntil: '11:30' },
          hourly: { gridMinutes: 60 },
          temporary: { maxMinutes: 60 },
        },
      },
      china.careRules,
    );
    expect(stayOn({ mode: 'halfDay', half: 'morning' }, opening, own)).toEqual({
      from: '07:30',
      to: '11:30',
    });
    expect(stayOn({ mode: 'halfDay', half: 'afternoon' }, opening, own)).toMatchObject({ from: '13:00' });
    expect(stayOn({ mode: 'hourly', from: '09:30', to: '11:30' }, opening, own)).toMatchObject({
      code: 'not_on_grid',
    });
    expect(stayOn({ mode: 'hourly', from: '09:00', to: '11:00' }, opening, own)).toMatchObject({
      to: '11:00',
    });
    expect(stayOn({ mode: 'temporary', from: '09:00', to: '10:30' }, opening, own)).toMatchObject({
      ...{ code: 'duration_not_allowed', facts: { mode: '临时托', min: 0.5, max: 1 } },
    });
    expect(careRulesOf({}, china.careRules)).toBe(china.careRules);
  });

  it('have to be said where the mode needs them, on the half hour, the end after the beginning', () => {
    const wrong = [
      [{ mode: 'halfDay' }, '/half'],
      [{ mode: 'fullDay', to: '17:10' }, '/to'],
      [{ mode: 'temporary' }, '/from'],
      [{ mode: 'hourly', to: '10:00' }, '/from'],
      [{ mode: 'hourly', from: '09:10', to: '10:30' }, '/from'],
      [{ mode: 'hourly', from: '09:00' }, '/to'],
      [{ mode: 'hourly', from: '09:00', to: '09:00' }, '/to'],
    ] as const;
    for (const [asked, path] of wrong) {
      let fields: { path: string }[] = [];
      try {
        wishOf(asked);
      } catch (error) {
        fields = (error as { fields: { path: string }[] }).fields;
      }
      expect([asked, fields[0]?.path]).toEqual([asked, path]);
    }
  });
});
