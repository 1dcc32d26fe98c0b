import { describe, expect, it } from 'vitest';
import { demoClasses, demoRecordedId } from './demo-classes.js';

const now = new Date('2026-11-24T01:12:00Z');
const classes = demoClasses(now);

describe('the classes of the demo county', () => {
  it('are a dozen of all ways, each said to be 演示', () => {
    expect(classes).toHaveLength(12);
    expect(new Set(classes.map(({ way }) => way))).toEqual(new Set(['onSite', 'live', 'recorded']));
    for (const { isDemo, about, experts } of classes) {
      expect([isDemo, about.startsWith('演示：')]).toEqual([true, true]);
      expect(experts).toMatchObject([{ id: expect.any(String), name: expect.stringContaining('演示') }]);
    }
  });

  it('are still to come within two weeks, and the same when the service starts again that day', () => {
    for (const { sessions } of classes)
      for (const { startsAt, endsAt } of sessions) {
        expect(startsAt.getTime()).toBeGreaterThan(now.getTime());
        expect(endsAt.getTime()).toBeLessThan(now.getTime() + 15 * 86_400_000);
      }
    const later = demoClasses(new Date('2026-11-24T10:00:00Z'));
    expect(later.map(({ _id }) => _id)).toEqual(classes.map(({ _id }) => _id));
    expect(new Set(classes.map(({ _id }) => _id)).size).toBe(12);
  });

  it('wait for their recordings where they are recorded', () => {
    const sleep = classes.find(({ _id }) => _id === demoRecordedId('sleep'));
    expect(sleep).toMatchObject({ way: 'recorded', recording: null, sessions: [] });
  });
});
