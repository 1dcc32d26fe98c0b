import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { goTo } from '../../platform/navigate';
import { makeBooking } from '../../test-support/factories';
import { fakeBff, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { AbsenceSheet } from './absence-sheet';
import { AlternativesCard } from './alternatives-card';
import { SurveyCard } from './survey-card';

vi.mock('../../platform/navigate', () => ({ goTo: vi.fn(), goToTab: vi.fn() }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('reporting a sick day', () => {
  function open(handlers: Parameters<typeof fakeBff>[0], booking = makeBooking()) {
    const { sent } = fakeBff(handlers);
    const onClose = vi.fn();
    renderInApp(<AbsenceSheet booking={booking} isOpen onClose={onClose} />);
    return { sent, onClose };
  }
  const away = makeBooking({ status: 'cancelled', cancelledBy: 'parent', absence: { isInTime: true } });

  it('says until when it costs nothing and who sees it, before anything is sent', () => {
    const { sent } = open({});
    expect(screen.getByText(/当天 8:00 前说不收费/)).toBeTruthy();
    expect(screen.getByText(/只有这家的老师能看到，过了这天就删掉/)).toBeTruthy();
    expect(screen.queryByText(/健康证明/)).toBeNull();
    expect(sent).toEqual([]);
  });

  it('says that the time for that is over once it is', () => {
    open({}, makeBooking({ ifAbsentNow: { isInTime: false } }));
    expect(screen.getByText(/当天 8:00 前说不收费。现在过了，收不收、退不退由园方定/)).toBeTruthy();
  });

  it('says what to bring after what others may catch', () => {
    open({});
    choose('发烧');
    expect(screen.getByText(/健康证明/)).toBeTruthy();
    choose('咳嗽');
    expect(screen.queryByText(/健康证明/)).toBeNull();
  });

  it('needs no symptom: none chosen is none said', async () => {
    const { sent, onClose } = open({ reportAbsence: () => reply('reportAbsence', away) });
    tap('请假');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent.map(({ body }) => body)).toEqual([{ symptom: 'unsaid' }]);
  });

  it('that comes too late says so and stays open', async () => {
    const { onClose } = open({ reportAbsence: () => refusal('absence_too_late') });
    tap('请假');
    expect(await screen.findByText(/这次照护已经结束了/)).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('the question after care', () => {
  const survey = { answer: null, until: '2026-12-10', isOpen: true } as const;

  it('is answered by one tap, which says that nobody is named', async () => {
    const booking = makeBooking({ status: 'completed', survey });
    const { sent } = fakeBff({
      submitSurvey: () => reply('submitSurvey', makeBooking({ survey: { ...survey, answer: 'satisfied' } })),
    });
    renderInApp(<SurveyCard booking={booking} />);
    expect(screen.getByText(/不显示是谁/)).toBeTruthy();
    choose('满意');
    await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([{ answer: 'satisfied' }]));
  });

  it('is not there while care is to come, nor when it was never answered in time', () => {
    fakeBff({});
    renderInApp(<SurveyCard booking={makeBooking()} />);
    renderInApp(<SurveyCard booking={makeBooking({ survey: { ...survey, isOpen: false } })} />);
    expect(screen.queryByText(/满意吗/)).toBeNull();
  });
});

describe('a booking that its centre ended', () => {
  const booking = makeBooking({ status: 'cancelled', cancelledBy: 'centre', hasAlternatives: true });
  const wish = { childId: 'k_0001', mode: 'halfDay', half: 'morning', date: '2026-11-26' } as const;

  it('shows who else has a place for the same hours; a tap leads to the price there', async () => {
    fakeBff({
      listAlternatives: () =>
        reply('listAlternatives', {
          wish,
          items: [
            {
              ...{ centreId: 'c_0002', centreName: '绒球屋托育中心', distanceMetres: 640, freePlaces: 2 },
              ...{ from: '08:00', to: '12:00', totalFen: 5600, currency: 'CNY', isDemo: true },
            },
          ],
        }),
    });
    renderInApp(<AlternativesCard booking={booking} />);
    fireEvent.click(
      await screen.findByRole('link', { name: /绒球屋托育中心，640 米，8:00–12:00，还有 2 个位置，56 元/ }),
    );
    expect(goTo).toHaveBeenCalledWith('/pages/booking/quote', {
      ...{ centreId: 'c_0002', childId: 'k_0001', dates: '2026-11-26' },
      ...{ mode: 'halfDay', half: 'morning' },
    });
  });

  it('says when nobody near has one', async () => {
    fakeBff({ listAlternatives: () => reply('listAlternatives', { wish, items: [] }) });
    renderInApp(<AlternativesCard booking={booking} />);
    expect(await screen.findByText(/附近 10 公里内没有了/)).toBeTruthy();
  });
});
