import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { makeDistricts, makeRegions } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { CountsPage } from './counts-page';

afterEach(() => {
  cleanup();
  forgetMyAnswers();
});

const counts = {
  ...{ centreId: null, name: '桥西街道', from: '2025-11-01', until: '2026-10-31' },
  ...{ received: 40, solved: 31, medianDays: 6, onTimePercent: null },
};

it('a parent reads how a district deals with complaints, for the district that was chosen', async () => {
  const { sent } = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道') })),
    getComplaintStatistics: () => reply('getComplaintStatistics', counts),
  });
  renderInApp(<CountsPage />);
  fireEvent.click(await screen.findByRole('radio', { name: '桥西街道' }));
  await screen.findByText('2025年11月到2026年10月，主管部门办的');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    ...['收到40 件', '解决31 件', '一半办结在6 天内'],
  ]);
  expect(screen.getByText('少于 5 件的不显示，免得猜出是谁。')).toBeTruthy();
  expect(sent.at(-1)?.url).toMatch(/\?districtCode=d_1$/);
});

it('a failure is said, and can be tried again', async () => {
  fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道') })),
    getComplaintStatistics: () => refusal('service_unavailable', 503),
  });
  renderInApp(<CountsPage />);
  fireEvent.click(await screen.findByRole('radio', { name: '桥西街道' }));
  expect((await screen.findAllByRole('button')).length).toBeGreaterThan(1);
});
