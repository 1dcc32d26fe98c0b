import { describe, expect, it } from 'vitest';
import { confirm, healthItemKinds, note, nothingNoted, toHealthCheck } from './health-check.rules.js';

describe('an entry health check', () => {
  it('always shows its four papers, in order, nothing known of them at first', () => {
    const { items, isComplete } = toHealthCheck(nothingNoted);
    expect(items.map(({ kind }) => kind)).toEqual([...healthItemKinds]);
    expect(items.some(({ isDone, isConfirmed }) => isDone || isConfirmed)).toBe(false);
    expect(isComplete).toBe(false);
  });

  it('is complete when the centre saw all four, whatever was noted', () => {
    const noted = note(nothingNoted, [{ kind: 'checkup', isDone: true, validUntil: '2027-02-24' }]);
    const seen = confirm(noted, [...healthItemKinds]);
    const { isComplete, items } = toHealthCheck(seen);
    expect([isComplete, items[0]?.validUntil]).toEqual([true, '2027-02-24']);
    expect(toHealthCheck(confirm(noted, ['checkup'])).isComplete).toBe(false);
  });

  it('takes a paper back that its family says is there no more; a later date leaves what was seen', () => {
    const seen = confirm(nothingNoted, ['checkup', 'handbook']);
    const noted = note(seen, [
      { kind: 'checkup', isDone: false },
      { kind: 'handbook', isDone: true, validUntil: '2028-01-01' },
    ]);
    expect(noted.confirmed).toEqual(['handbook']);
  });
});
