import { describe, expect, it } from 'vitest';
import { type Decision, decide, type HomeVisit, type Offer } from './home-visit.rules.js';

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const slot = (id: string, date: string, hour: number) => ({
  ...{ id, date, from: `${hour}:00`, to: `${hour + 1}:00` },
  startsAt: new Date(`${date}T${hour}:00:00Z`),
  endsAt: new Date(`${date}T${hour + 1}:00:00Z`),
});
const offer = (
  id = 'ho_1',
  slots = [slot('hs_1', '2026-11-26', 10), slot('hs_2', '2026-11-27', 10)],
): Offer => ({
  ...{ id, print: 'p', slots, sealed: 'v1.offer', at: at('02:00') },
});
const requested: HomeVisit = {
  ...{ state: 'requested', offer: null, pastOffers: [], slotId: null },
  ...{ answerBy: at('09:00'), dueAt: at('09:00'), sealedSaid: 'v1.said', sealedAddress: 'v1.address' },
  ...{ sealedNoneFits: null, endedBy: null, sealedEndReason: null, endedAt: null, sealedReport: null },
  ...{ actedBy: null, untold: [], countedAt: null },
};
const after = (...decisions: Decision[]): HomeVisit => decisions.reduce(decide, requested);
const offered: Decision = { kind: 'offer', offer: offer(), by: 'm_1' };
const choose: Decision = { kind: 'choose', offerId: 'ho_1', slotId: 'hs_2', at: at('03:00') };
const refuse: Decision = {
  kind: 'refuse',
  offerId: 'ho_1',
  sealedNoneFits: 'v1.none',
  answerBy: at('10:00'),
};
const later = new Date('2026-11-27T10:30:00Z');
const report: Decision = { kind: 'report', sealedReport: 'v1.report', by: 'm_1', at: later };
const end: Decision = { kind: 'end', sealedEndReason: 'v1.end', by: 'm_1', at: at('04:00') };
const cancel: Decision = { kind: 'cancel', sealedEndReason: null, at: at('04:00') };

describe('a home visit', () => {
  it('goes from asked for over offered and agreed to made', () => {
    expect(after(offered)).toMatchObject({ state: 'offered', answerBy: null, isUntold: true });
    expect(after(offered, choose)).toMatchObject({ state: 'agreed', slotId: 'hs_2' });
    expect(after(offered, choose, report)).toMatchObject({ state: 'done', isUncounted: true });
  });

  it('is offered anew when no time fits, with a new deadline, and lists by it', () => {
    const again = after(offered, refuse);
    expect(again).toMatchObject({ state: 'requested', offer: null, sealedNoneFits: 'v1.none' });
    expect([again.answerBy, again.dueAt]).toEqual([at('10:00'), at('10:00')]);
    expect(decide(again, offered)).toBe(again);
    const second = decide(again, { ...offered, offer: offer('ho_2') });
    expect(second).toMatchObject({ state: 'offered', sealedNoneFits: null });
  });

  it('can be given other times after one was agreed, and then nothing is agreed', () => {
    const moved = after(offered, choose, { ...offered, offer: offer('ho_2') });
    expect(moved).toMatchObject({ state: 'offered', slotId: null, pastOffers: ['ho_1'] });
    expect(decide(moved, choose)).toBe(moved);
  });

  it('is not agreed for a time that has begun, nor for one of another offer', () => {
    const tooLate = { ...choose, slotId: 'hs_1', at: new Date('2026-11-26T10:00:00Z') };
    for (const wrong of [tooLate, { ...choose, offerId: 'ho_0' }, { ...choose, slotId: 'hs_9' }])
      expect(after(offered, wrong).state).toBe('offered');
  });

  it('is reported when it has begun, not before', () => {
    const early = { ...report, at: new Date('2026-11-27T09:59:59Z') };
    expect(after(offered, choose, early).state).toBe('agreed');
    expect(after(offered, report).state).toBe('offered');
  });

  it('is not asked for anew by a refusal of times that stand no more', () => {
    const moved = after(offered, { ...offered, offer: offer('ho_2') });
    expect(decide(moved, refuse)).toBe(moved);
    const agreed = after(offered, choose);
    expect(decide(agreed, refuse)).toBe(agreed);
    expect(decide(agreed, { ...choose, slotId: 'hs_1' })).toBe(agreed);
  });

  it('that nobody reported forgets where it was to be, once, and not before its time', () => {
    const agreed = after(offered, choose);
    const forget = (before: Date): Decision => ({ kind: 'forget', before });
    expect(decide(agreed, forget(new Date('2026-11-27T09:59:59Z')))).toBe(agreed);
    const forgotten = decide(agreed, forget(new Date('2026-11-27T10:00:00Z')));
    expect(forgotten).toMatchObject({ state: 'agreed', sealedAddress: null, sealedSaid: null });
    expect(decide(forgotten, forget(later))).toBe(forgotten);
    for (const other of [requested, after(offered)]) expect(decide(other, forget(later))).toBe(other);
    // Nobody comes by times offered for an address that is gone.
    expect(decide(forgotten, { ...offered, offer: offer('ho_2') })).toBe(forgotten);
  });

  it('that is over keeps nothing when its consent goes, though it had words left', () => {
    const stop: Decision = { kind: 'stop', at: at('05:00') };
    const over = after(offered, choose, report);
    expect(decide(over, stop)).toBe(over);
    for (const left of [{ sealedSaid: 'v1.said' }, { sealedAddress: 'v1.address' }])
      expect(decide({ ...over, ...left }, stop)).toMatchObject({
        ...{ state: 'done', sealedSaid: null, sealedAddress: null },
      });
  });

  it('is counted once', () => {
    const done = after(offered, choose, report);
    const counted = decide(done, { kind: 'counted', at: later });
    expect([counted.countedAt, counted.isUncounted]).toEqual([later, undefined]);
    expect(decide(counted, { kind: 'counted', at: at('23:00') })).toBe(counted);
  });

  it('lapses when all its times are over, and not a moment earlier', () => {
    const lapse = { kind: 'lapse', answerBy: at('10:00') } as const;
    expect(after(offered, { ...lapse, at: new Date('2026-11-27T09:59:59Z') }).state).toBe('offered');
    const lapsed = after(offered, { ...lapse, at: new Date('2026-11-27T10:00:00Z') });
    expect(lapsed.state).toBe('requested');
    expect(lapsed.untold.map(({ what }) => what)).toEqual(['offered', 'lapsed']);
  });

  it.each([
    ['made', [offered, choose, report], 'done'],
    ['cancelled by the family', [offered, choose, cancel], 'cancelled'],
    ['declined before a time was agreed', [offered, end], 'declined'],
    ['called off after it', [offered, choose, end], 'cancelled'],
    ['ended with its consent', [offered, { kind: 'stop', at: at('04:00') }], 'cancelled'],
  ] as const)('%s keeps neither address nor wishes', (_, decisions, state) => {
    const ended = after(...decisions);
    expect(ended).toMatchObject({ state, sealedSaid: null, sealedAddress: null, answerBy: null });
    for (const decision of [offered, choose, refuse, cancel, end, report])
      expect(decide(ended, decision)).toBe(ended);
  });

  it('tells the family what the desk did, and not what it did itself', () => {
    const told = (...decisions: Decision[]) => after(...decisions).untold.map(({ what }) => what);
    expect(told(offered, choose, end)).toEqual(['offered', 'cancelled']);
    expect(told(offered, choose, cancel)).toEqual(['offered']);
    expect(told(offered, { kind: 'stop', at: at('04:00') })).toEqual([]);
  });

  it('takes the mark off for what was told, and leaves what came since', () => {
    const first = after(offered);
    const second = decide(decide(first, choose), end);
    const told = decide(second, { kind: 'told', events: first.untold });
    expect([told.untold.map(({ what }) => what), told.isUntold]).toEqual([['cancelled'], true]);
    expect(decide(told, { kind: 'told', events: told.untold }).isUntold).toBeUndefined();
    // The same said at another time is another event.
    const again = decide(first, { ...offered, offer: { ...offer('ho_2'), at: at('02:30') } });
    const left = decide(again, { kind: 'told', events: first.untold });
    expect(left.untold.map(({ at: when }) => when)).toEqual([at('02:30')]);
  });
});
