import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeDay } from '../../test-support/factories';
import { HeatCalendar } from './heat-calendar';

afterEach(cleanup);

function show(over: Partial<Parameters<typeof HeatCalendar>[0]> = {}) {
  const onChoose = vi.fn();
  const onPage = vi.fn();
  render(
    <HeatCalendar
      firstMonday="2026-11-23"
      weeks={1}
      chosen="2026-11-26"
      booked={null}
      canGoBack={false}
      canGoOn
      onPage={onPage}
      onChoose={onChoose}
      days={[
        makeDay({ date: '2026-11-23', weekday: 1, state: 'past', freePlaces: 0 }),
        makeDay({ date: '2026-11-24', weekday: 2, freePlaces: 1 }),
        makeDay({ date: '2026-11-25', weekday: 3, state: 'full', freePlaces: 0 }),
        makeDay(),
        makeDay({ date: '2026-11-28', weekday: 6, state: 'closed', freePlaces: 0 }),
      ]}
      {...over}
    />,
  );
  return { onChoose, onPage };
}

describe('heat calendar', () => {
  it('marks the day that is booked now, for eyes and readers, where that is to be changed', () => {
    show({ booked: '2026-11-24' });
    expect(screen.getByLabelText('11月24日 周二，还有 1 个位置，现在约的').className).toContain('hc-booked');
    expect(screen.getByText('虚线：现在约的那天')).toBeTruthy();
    cleanup();
    show();
    expect(screen.queryByText('虚线：现在约的那天')).toBeNull();
  });

  it('tells a reader each day with its places', () => {
    show();
    expect(screen.getByLabelText('11月26日 周四，还有 2 个位置')).toBeTruthy();
    expect(screen.getByLabelText('11月25日 周三，满了')).toBeTruthy();
    expect(screen.getByLabelText('11月28日 周六，休息')).toBeTruthy();
  });

  it('marks the chosen day as selected and no other', () => {
    show();
    const selected = screen
      .getAllByRole('option')
      .filter((day) => day.getAttribute('aria-selected') === 'true');
    expect(selected.map((day) => day.getAttribute('aria-label'))).toEqual(['11月26日 周四，还有 2 个位置']);
  });

  it('lets a day be chosen, but none that is past', () => {
    const { onChoose } = show();
    fireEvent.click(screen.getByLabelText('11月23日 周一，已经过了'));
    expect(onChoose).not.toHaveBeenCalled();
    fireEvent.click(screen.getByLabelText('11月24日 周二，还有 1 个位置'));
    expect(onChoose).toHaveBeenCalledWith('2026-11-24');
  });

  it('lets today be chosen when its hours have gone by and others of today can be had', () => {
    const wish = { mode: 'halfDay', half: 'afternoon' } as const;
    const gone = { weekday: 2, state: 'past', freePlaces: 0 } as const;
    const instead = { date: '2026-11-24', wish, text: '改约半日托 13:00–18:00' };
    const { onChoose } = show({ days: [makeDay({ date: '2026-11-24', ...gone, instead })] });
    fireEvent.click(screen.getByLabelText('11月24日 周二，已经过了，可以改约别的时间'));
    expect(onChoose).toHaveBeenCalledWith('2026-11-24');
    cleanup();
    const later = show({
      days: [makeDay({ date: '2026-11-24', ...gone, instead: { ...instead, date: '2026-11-25' } })],
    });
    fireEvent.click(screen.getByLabelText('11月24日 周二，已经过了'));
    expect(later.onChoose).not.toHaveBeenCalled();
  });

  it('does not turn back before this week', () => {
    const { onPage } = show();
    fireEvent.click(screen.getByLabelText('前一周'));
    expect(onPage).not.toHaveBeenCalled();
    fireEvent.click(screen.getByLabelText('后一周'));
    expect(onPage).toHaveBeenCalledWith(1);
  });
});
