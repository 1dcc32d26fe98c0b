import { describe, expect, it } from 'vitest';
import { actOf, doneWords, moveForms, nothingFilled, numberOf, offeredMoves } from './moves';

describe('what an officer sends', () => {
  it('is only what belongs to the move, however much was filled in before', () => {
    const filled = {
      ...{ text: ' 已经退了 ', body: 'police', until: '2026-12-15', result: 'solved' },
      ...{ reference: '12345-1', reported: '王老师', leadId: 'c_2' },
    } as const;
    expect(actOf('closed', filled)).toEqual({ act: { move: 'closed', text: '已经退了', result: 'solved' } });
    expect(actOf('accepted', nothingFilled)).toEqual({ act: { move: 'accepted' } });
    expect(actOf('noted', filled)).toEqual({ act: { move: 'noted', text: '已经退了', reported: '王老师' } });
  });

  it('is nothing while a department, a result, a lead or the words are missing', () => {
    const missing = (move: Parameters<typeof actOf>[0], more = {}) =>
      'missing' in actOf(move, { ...nothingFilled, ...more });
    expect([missing('refused', { text: '不归我们' }), missing('assigned'), missing('handedOver')]).toEqual([
      ...[true, true, true],
    ]);
    expect([missing('closed', { text: '好了' }), missing('joined')]).toEqual([true, true]);
    for (const move of ['refused', 'extended', 'replied', 'noted', 'closed'] as const)
      expect(missing(move, { body: 'health', result: 'solved', text: '  ' })).toBe(true);
  });
});

describe('moves', () => {
  it('are offered only where the service allows them', () => {
    expect(offeredMoves({ may: ['closed', 'noted', 'accepted'] })).toEqual(['accepted', 'closed', 'noted']);
  });

  it('say afterwards what the author sees, and of a note that nobody does', () => {
    expect(doneWords({ move: 'replied', text: '三天内退' })).toBe('家长现在看到：已答复，“三天内退”');
    expect(doneWords({ move: 'accepted' })).toBe('家长现在看到：已受理。');
    expect(doneWords({ move: 'noted', text: '不要说' })).not.toContain('不要说');
    expect(moveForms.noted.effect).toContain('只有我们看得到');
  });
});

describe('a number', () => {
  it('is known with and without its dash, and not before it is whole', () => {
    expect([numberOf('261124-073852'), numberOf('261124073852'), numberOf('261124-07385')]).toEqual([
      ...['261124-073852', '261124-073852', null],
    ]);
  });
});
