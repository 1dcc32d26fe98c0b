import { describe, expect, it } from 'vitest';
import { makeDeskClass } from '../../../test-support/desk-class-factories';
import {
  type ClassForm,
  emptyForm,
  faultsOf,
  fenOf,
  formOf,
  isTold,
  newClassOf,
  updateOf,
} from './class-form';

const venue = { kind: 'centre', name: '栗子树', address: '栗树路 18 号', lat: 31.42, lng: 111.64 } as const;
const whole: ClassForm = {
  ...emptyForm('2026-11-24'),
  ...{ title: '爬走跑', about: '8 个游戏', topic: 'motor', venue },
};

describe('a class to be published', () => {
  it('names what is missing, field by field', () => {
    expect(Object.keys(faultsOf(emptyForm('2026-11-24'), null)).sort()).toEqual([
      ...['about', 'title', 'topic', 'venue'],
    ]);
    expect(faultsOf(whole, null)).toEqual({});
  });

  it('needs no place where it is live, no time where it is recorded, and seats only where one sits', () => {
    const live: ClassForm = { ...whole, way: 'live', seats: '', venue: emptyForm('2026-11-24').venue };
    expect(faultsOf(live, null)).toEqual({});
    expect(newClassOf(live)).not.toHaveProperty('venue');
    expect(newClassOf(live)).not.toHaveProperty('seats');
    const recorded: ClassForm = { ...live, way: 'recorded', sessions: [] };
    expect(faultsOf(recorded, null)).toEqual({});
    for (const part of ['sessions', 'venue', 'seats', 'cancelHours'])
      expect(newClassOf(recorded)).not.toHaveProperty(part);
    expect(faultsOf({ ...whole, seats: '' }, null)).toHaveProperty('seats');
    expect(faultsOf({ ...whole, seats: '301' }, null)).toHaveProperty('seats');
  });

  it('ends after it begins', () => {
    const sessions = [{ date: '2026-12-01', from: '10:00', to: '10:00' }];
    expect(faultsOf({ ...whole, sessions }, null)).toHaveProperty('sessions');
  });

  it('costs what was typed, or nothing', () => {
    expect(['', '9.9', '12', '0.05', 'abc', '-1', '9.999'].map(fenOf)).toEqual([
      0,
      990,
      1200,
      5,
      null,
      null,
      null,
    ]);
  });
});

describe('a class to be changed', () => {
  it('comes back as it is, with the state it was read in', () => {
    const of = makeDeskClass();
    const form = formOf(of);
    expect(isTold(form, of)).toBe(false);
    expect(updateOf(form, of.rev)).toMatchObject({ rev: 3, title: of.title, seats: 12 });
    expect(updateOf(form, of.rev)).not.toHaveProperty('reason');
  });

  it('needs a reason once its time is another', () => {
    const of = makeDeskClass();
    const form = { ...formOf(of), sessions: [{ date: '2026-11-29', from: '10:00', to: '11:00' }] };
    expect(faultsOf(form, of)).toHaveProperty('reason');
    expect(faultsOf({ ...form, reason: '停电' }, of)).toEqual({});
  });

  it('needs one for another price or teacher too, not for the same in other words', () => {
    const of = makeDeskClass({ experts: [{ id: 'ex_1', name: '周敏', title: null }] });
    const form = formOf(of);
    const named = (name: string) => ({ ...form, experts: [{ id: null, name, title: '' }] });
    expect(isTold({ ...form, price: '20' }, of)).toBe(true);
    expect(isTold({ ...form, price: ' 0 ' }, of)).toBe(false);
    expect([isTold(named('王芳'), of), isTold(named(' 周敏 '), of)]).toEqual([true, false]);
  });
});
