import { describe, expect, it } from 'vitest';
import { makeClass, makeSignUp } from '../../../test-support/class-factories';
import { dockWay } from './dock-way';

const seats = (left: number, waiting = 0) => ({
  places: 12,
  left,
  waiting,
  asOf: '2026-11-24T01:12:00.000Z',
});
const mine = (status: 'confirmed' | 'waiting' | 'attended') => [makeSignUp({ status })];
const { signUp } = makeClass();

describe('the one button of a class', () => {
  it('signs up while there are seats, and waits where there are none or others wait', () => {
    expect(dockWay(makeClass(), [], true).kind).toBe('signUp');
    expect(dockWay(makeClass({ seats: seats(0) }), [], true).kind).toBe('wait');
    expect(dockWay(makeClass({ seats: seats(1, 2) }), [], true).kind).toBe('wait');
    expect(dockWay(makeClass({ seats: null }), [], true).kind).toBe('signUp');
  });

  it('is quiet once signed up, whether a brother could be or not', () => {
    expect(dockWay(makeClass(), mine('confirmed'), false).kind).toBe('quiet');
    expect(dockWay(makeClass(), mine('waiting'), true).kind).toBe('quiet');
  });

  it('says why where nobody can sign up', () => {
    expect(dockWay(makeClass({ status: 'cancelled' }), [], true)).toEqual({
      ...{ kind: 'none', reason: '这节课取消了' },
    });
    expect(dockWay(makeClass({ time: 'over' }), [], true)).toMatchObject({ reason: '这节课上完了' });
    expect(dockWay(makeClass({ signUp: { ...signUp, state: 'over' } }), [], true)).toMatchObject({
      reason: '报名已经截止',
    });
    expect(dockWay(makeClass({ signUp: { ...signUp, state: 'paused' } }), [], true)).toMatchObject({
      reason: '主办的机构暂停服务，现在不能报名',
    });
    expect(dockWay(makeClass({ signUp: { ...signUp, state: 'notYet' } }), [], true)).toMatchObject({
      reason: '11月20日 8:00 开始报名',
    });
  });

  it('enters a live room that is on, was on, or in which a seat is held', () => {
    expect(dockWay(makeClass({ way: 'live', time: 'running' }), [], true).kind).toBe('enter');
    expect(dockWay(makeClass({ way: 'live', time: 'over' }), [], true).kind).toBe('enter');
    expect(dockWay(makeClass({ way: 'live' }), mine('confirmed'), true).kind).toBe('enter');
    expect(dockWay(makeClass({ way: 'live' }), [], true).kind).toBe('signUp');
  });

  it('begins a recorded class, and goes on with it', () => {
    const recorded = makeClass({ way: 'recorded', time: 'always', sessions: [], seats: null });
    expect(dockWay(recorded, [], true).kind).toBe('start');
    expect(dockWay(recorded, mine('confirmed'), false).kind).toBe('goOn');
    expect(dockWay(recorded, mine('attended'), false).kind).toBe('goOn');
  });
});
