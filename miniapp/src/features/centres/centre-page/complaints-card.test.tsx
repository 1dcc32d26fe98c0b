import type { Reply } from '@nearcare/shared/contract/types';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeBff, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { ComplaintsCard } from './complaints-card';

afterEach(cleanup);

type Counts = Reply<'getComplaintStatistics'>;

async function open(over: Partial<Counts>) {
  const { sent } = fakeBff({
    getComplaintStatistics: () =>
      reply('getComplaintStatistics', {
        ...{ centreId: 'c_0001', name: '栗子树托育中心', from: '2025-11-01', until: '2026-10-31' },
        ...{ received: null, solved: null, medianDays: null, onTimePercent: null },
        ...over,
      }),
  });
  renderInApp(<ComplaintsCard centreId="c_0001" />);
  await screen.findByText('2025年11月到2026年10月，主管部门办的');
  return sent;
}
const rows = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('complaints on a centre’s page', () => {
  it('are counts with their months, asked for this centre', async () => {
    const [asked] = await open({ received: 12, solved: 9, medianDays: 6.5, onTimePercent: 91 });
    expect(rows()).toEqual(['收到12 件', '解决9 件', '一半办结在6.5 天内', '按时办完91 %']);
    expect(screen.queryByText(/免得猜出是谁/)).toBeNull();
    expect(asked?.url).toMatch(/\?centreId=c_0001$/);
  });

  it('are not shown where there are few, and it says why', async () => {
    await open({});
    expect(rows()).toEqual([]);
    expect(screen.getByText('少于 5 件，不显示，免得猜出是谁。')).toBeTruthy();
    cleanup();
    await open({ received: 6 });
    expect(rows()).toEqual(['收到6 件']);
    expect(screen.getByText('少于 5 件的不显示，免得猜出是谁。')).toBeTruthy();
  });
});
