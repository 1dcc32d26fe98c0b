import { describe, expect, it } from 'vitest';
import type { Filing } from '../centres.public.js';
import type { RecordedDisclosure } from '../centres.records.js';
import { type CentreNow, changesSince } from './saved-centres.rules.js';

const filing: Filing = {
  status: 'filed',
  credentialKind: 'filing',
  receiptNumber: null,
  authority: null,
  filedOn: '2025-03-12',
  suspendedFrom: null,
  reason: null,
};
const event = (recordedAt?: string, given: Partial<RecordedDisclosure> = {}): RecordedDisclosure => ({
  kind: 'change',
  on: '2026-11-10',
  text: '托位改为 15 个',
  source: '市卫生健康局',
  ...(recordedAt ? { recordedAt } : {}),
  ...given,
});
const saved = { savedAt: new Date('2026-11-20T08:00:00Z'), filingStatus: 'filed' } as const;
const now = (given: Partial<CentreNow> = {}): CentreNow => ({
  filing,
  changedAt: new Date('2026-11-23T17:00:00Z'),
  changedOn: '2026-11-24',
  sourceName: '登记',
  disclosures: [],
  ...given,
});

describe('what changed since a centre was saved', () => {
  it('is what came to be known afterwards, the latest first, whatever day it is of', () => {
    const disclosures = [
      event(),
      event('2026-11-20T08:00:00.000Z'),
      event('2026-11-21T00:00:00.000Z', { text: '早' }),
      event('2026-11-22T00:00:00.000Z', { text: '晚', on: '2024-01-01' }),
    ];
    expect(changesSince(saved, now({ disclosures })).map(({ text }) => text)).toEqual(['晚', '早']);
  });

  it('is nothing while the filing stands as it stood', () => {
    expect(changesSince(saved, now())).toEqual([]);
    const suspended = now({ filing: { ...filing, status: 'suspended' } });
    expect(changesSince({ ...saved, filingStatus: 'suspended' }, suspended)).toEqual([]);
  });

  it('tells a filing that ended, was suspended or came back, on its day', () => {
    const told = (status: Filing['status'], given: Partial<Filing> = {}) =>
      changesSince(
        { ...saved, filingStatus: status === 'filed' ? 'unfiled' : 'filed' },
        now({ filing: { ...filing, status, ...given } }),
      );
    expect(told('suspended', { suspendedFrom: '2026-11-22' })).toEqual([
      {
        kind: 'suspension',
        on: '2026-11-22',
        text: '暂停服务',
        source: '登记',
        recordedAt: '2026-11-23T17:00:00.000Z',
      },
    ]);
    expect(told('cancelled')).toMatchObject([{ kind: 'cancellation', on: '2026-11-24' }]);
    expect(told('unfiled')).toMatchObject([{ kind: 'change', text: '查不到备案了' }]);
    expect(told('filed')).toMatchObject([{ kind: 'filing', on: '2025-03-12' }]);
  });

  it('tells a filing once where a disclosure tells of it already', () => {
    const disclosures = [event('2026-11-22T00:00:00.000Z', { kind: 'cancellation', text: '注销' })];
    const cancelled = now({ filing: { ...filing, status: 'cancelled' }, disclosures });
    expect(changesSince(saved, cancelled).map(({ text }) => text)).toEqual(['注销']);
    const old = now({ ...cancelled, disclosures: [event(undefined, { kind: 'cancellation' })] });
    expect(changesSince(saved, old).map(({ text }) => text)).toEqual(['备案已注销']);
  });
});
