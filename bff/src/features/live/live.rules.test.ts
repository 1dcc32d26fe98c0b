import { describe, expect, it } from 'vitest';
import { assumedLearning } from '../../regions/learning-rules.js';
import {
  aliasName,
  forgottenAt,
  mayStartFrom,
  neededSlots,
  nextSession,
  slotAt,
  withQuestion,
} from './live.rules.js';

const rules = assumedLearning.live;
const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const session = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const day = [session('01:00', '02:00'), session('05:00', '06:00')];

describe('the session that may begin', () => {
  it.each([
    [null, '00:00', 0],
    [null, '02:29', 0],
    [null, '02:30', 1],
    [day[0], '01:30', 1],
    [day[1], '05:30', -1],
    [null, '06:30', -1],
    // Put a quarter of an hour off while it was on: it is the same one still.
    [session('00:45', '01:45'), '01:30', 1],
  ])('after session %o at %s is %i', (planned, time, expected) => {
    expect(nextSession({ planned: planned ?? null }, day, at(time), rules)).toBe(expected);
  });

  it('is the same when the desk takes out of the class what is over', () => {
    expect(nextSession({ planned: session('01:00', '02:00') }, day.slice(1), at('04:30'), rules)).toBe(0);
  });

  it('may be one that begins the moment the one before ends', () => {
    const next = session('02:00', '03:00');
    expect(nextSession({ planned: session('01:00', '02:00') }, [next], at('02:00'), rules)).toBe(0);
  });

  it('may begin half an hour before, and is ended an hour after its end where the host forgot', () => {
    expect(mayStartFrom(session('01:00', '02:00'), rules)).toEqual(at('00:30'));
    expect(forgottenAt(session('01:00', '02:00'), rules)).toEqual(at('03:00'));
  });
});

describe('attending', () => {
  const planned = session('01:00', '02:00');
  it('takes half of what was announced, as long as it runs', () => {
    expect(neededSlots(planned, null, rules)).toBe(60);
  });
  it('takes half of what it really took where that was shorter, and no more where it was longer', () => {
    expect(neededSlots(planned, { from: at('01:00'), to: at('01:40') }, rules)).toBe(40);
    expect(neededSlots(planned, { from: at('01:00'), to: at('04:00') }, rules)).toBe(60);
  });
  it('takes five minutes of a session that ended at once: looking in is not enough', () => {
    expect(neededSlots(planned, { from: at('01:00'), to: at('01:01') }, rules)).toBe(10);
  });
  it('is counted in half minutes from the beginning', () => {
    expect([slotAt(at('01:00'), at('01:00')), slotAt(at('01:00'), at('01:02'))]).toEqual([0, 4]);
  });
});

describe('families', () => {
  it.each([
    [0, '家长 A'],
    [25, '家长 Z'],
    [26, '家长 AA'],
    [701, '家长 ZZ'],
    [702, '家长 AAA'],
  ])('number %i is called %s', (alias, name) => {
    expect(aliasName(alias)).toBe(name);
  });
});

describe('asking', () => {
  const asked = ['a', 'b', 'c'].map((id, index) => ({ id, at: at(`01:0${index}`) }));
  it('waits until a minute after the first of too many', () => {
    const soon = asked.map(({ id }, index) => ({ id, at: new Date(at('01:00').getTime() + index * 1000) }));
    expect(withQuestion(soon, { id: 'd', at: new Date(at('01:00').getTime() + 10_000) }, rules)).toEqual({
      waitSeconds: 50,
    });
  });
  it('forgets what is a minute old', () => {
    expect(withQuestion(asked, { id: 'd', at: at('01:02') }, rules)).toEqual({
      asked: [asked[2], { id: 'd', at: at('01:02') }],
    });
  });
  it('counts a question once', () => {
    expect(withQuestion([{ id: 'a', at: at('01:00') }], { id: 'a', at: at('01:00') }, rules)).toEqual({
      asked: [{ id: 'a', at: at('01:00') }],
    });
  });
});
