import { describe, expect, it } from 'vitest';
import { makeBooking, makeQuote, makeQuotedDay } from '../../test-support/factories';
import { needsNote } from './absence-words';
import { absenceWords, gateText, splitBookings, statusOf } from './booking-words';
import {
  cancellationLines,
  freeUntilWords,
  isFreeOver,
  noShowWords,
  wasFreeOver,
} from './cancellation-words';

describe('my bookings', () => {
  const on = (id: string, date: string, over = {}) => makeBooking({ id, date, ...over });

  it('puts the soonest next and the latest of the past first', () => {
    const list = [
      on('b_4', '2026-12-01'),
      on('b_3', '2026-11-26'),
      on('b_2', '2026-11-20'),
      on('b_1', '2026-11-10'),
    ];
    const { next, past } = splitBookings(list, () => '2026-11-24');
    expect(next.map(({ id }) => id)).toEqual(['b_3', 'b_4']);
    expect(past.map(({ id }) => id)).toEqual(['b_2', 'b_1']);
  });

  it('counts a cancelled day to come as over, and today as next', () => {
    const list = [on('b_1', '2026-11-26', { status: 'cancelled' }), on('b_2', '2026-11-24')];
    const { next, past } = splitBookings(list, () => '2026-11-24');
    expect(next.map(({ id }) => id)).toEqual(['b_2']);
    expect(past.map(({ id }) => id)).toEqual(['b_1']);
  });

  it('tells a sick day from a cancelled one', () => {
    const sick = makeBooking({ status: 'cancelled', absence: { isInTime: true } });
    expect(statusOf(sick).word).toBe('请了病假');
    expect(statusOf(makeBooking({ status: 'cancelled' })).word).toBe('已取消');
  });

  it('shows the gate a number and a code, and nothing about the child', () => {
    expect(gateText(makeBooking())).toBe('YY2611-0382 4826');
  });
});

describe('what it costs not to come', () => {
  const of = { ...makeQuotedDay(), currency: 'CNY' as const };

  it('names a fee of nothing as such', () => {
    const lines = cancellationLines({
      ...of,
      cancellation: { ...of.cancellation, lateFeeFen: 0, noShowFeeFen: 0 },
    });
    expect(lines.map(({ cost }) => cost)).toEqual(['不收费', '不收费', '不收费', '不收费']);
  });

  it('calls it the full price only when it is', () => {
    expect(cancellationLines(of)[2]?.cost).toBe('收全价');
    const less = { ...of.cancellation, noShowFeeFen: 5000 };
    expect(cancellationLines({ ...of, cancellation: less })[2]?.cost).toBe('收 50 元');
  });

  it('promises nothing free any more once that time is over', () => {
    const lines = cancellationLines(of, { isFreeOver: true });
    expect(lines.slice(0, 2)).toEqual([
      { when: '周三 18:00 前取消', cost: '已经过了' },
      { when: '现在取消', cost: '收 20 元' },
    ]);
  });

  it('nor of a sick day', () => {
    expect(cancellationLines(of, { isSickOver: true }).slice(-2)).toEqual([
      { when: '生病（当天 8:00 前说）', cost: '已经过了' },
      { when: '现在说生病', cost: '由机构定' },
    ]);
  });

  it('names what not having come is charged', () => {
    const booking = makeBooking();
    expect(noShowWords(booking)).toBe('按预约时的说明，没来也没说收 119 元，到园结算。');
    const free = { ...booking.cancellation, noShowFeeFen: 0 };
    expect(noShowWords({ ...booking, cancellation: free })).toBe('按预约时的说明，没来也没说不收费。');
  });

  it('says that nothing is owed while the centre has not accepted', () => {
    const first = (isFreeOver: boolean) =>
      cancellationLines(of, { isAsking: true, isFreeOver }).map(({ when, cost }) => `${when} ${cost}`);
    expect(first(false).slice(0, 3)).toEqual([
      '机构同意以前取消 不收费',
      '周三 18:00 前取消 不收费',
      '之后取消 收 20 元',
    ]);
    expect(first(true).slice(0, 2)).toEqual(['机构同意以前取消 不收费', '同意以后取消 收 20 元']);
  });

  it('knows that the free time is over by what cancelling costs now, or by when it was asked for', () => {
    expect(isFreeOver(makeBooking())).toBe(false);
    expect(isFreeOver(makeBooking({ ifCancelledNow: { feeFen: 2000, backFen: 9900 } }))).toBe(true);
    expect(isFreeOver(makeBooking({ bookedAt: '2026-11-25T10:00:00.000Z' }))).toBe(true);
  });

  it('adds the date when the free time ends a week or more ahead', () => {
    const terms = { ...of.cancellation, freeUntilOn: '2026-11-18' };
    expect(freeUntilWords(terms, '2026-11-26')).toBe('11月18日 周三 18:00');
    expect(freeUntilWords(of.cancellation, '2026-11-26')).toBe('周三 18:00');
  });

  it('tells by the server’s clock whether the free time was over', () => {
    expect(wasFreeOver(makeQuote(), of.cancellation)).toBe(false);
    expect(wasFreeOver(makeQuote({ expiresAt: '2026-11-25T10:30:00.000Z' }), of.cancellation)).toBe(true);
  });
});

describe('a child that is ill', () => {
  it('costs nothing when it was said in time, else what its centre says, and is told what to bring', () => {
    expect(absenceWords({ absence: { isInTime: true } })).toContain('不收费');
    const late = absenceWords({ absence: { isInTime: false } });
    expect(late).toContain('由园方定');
    expect(late).toContain('健康证明');
  });

  it('needs a certificate after what others may catch, and not after what was never said', () => {
    const catching = ['fever', 'vomiting', 'rash', 'cough', 'other', 'unsaid', null] as const;
    expect(catching.filter(needsNote)).toEqual(['fever', 'vomiting', 'rash']);
  });
});
