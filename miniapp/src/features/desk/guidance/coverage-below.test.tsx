import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeOfficerDesk } from '../../../test-support/desk-factories';
import { fakeBff, refusal, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { CoveragePage } from './coverage-page';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('coverage at a desk above districts', () => {
  it('is that of its districts, with what is too small left out of words and sums', async () => {
    const share = (total: number, atLeast: number | null, percentAtLeast: number | null) => ({
      ...{ total, atLeast, percentAtLeast },
    });
    fakeBff({
      getDesk: () => reply('getDesk', makeOfficerDesk()),
      deskGetGuidanceCoverage: () => refusal('not_found'),
      deskListCoverageBelow: () =>
        reply('deskListCoverageBelow', {
          goalNewbornsPercent: 60,
          years: [
            {
              ...{ year: 2026, isDemo: false, withoutFigures: ['北区'] },
              ...{ families: share(100, 10, 10), newborns: share(30, null, null) },
              districts: [
                {
                  ...{ districtCode: 'a', name: '东区', until: '2026-10-31' },
                  ...{ families: share(40, 10, 25), newborns: share(10, null, null) },
                },
              ],
            },
          ],
        }),
    });
    renderInApp(<CoveragePage />);
    expect(await screen.findByText('至少 10 / 100，10%')).toBeTruthy();
    expect(screen.getByText('共 30 家，学过的太少，不显示')).toBeTruthy();
    expect(screen.getByText(/家庭至少 10 \/ 40，25%；新生儿共 10 家/)).toBeTruthy();
    expect(screen.getByText(/没有算进来：北区/)).toBeTruthy();
  });
});
