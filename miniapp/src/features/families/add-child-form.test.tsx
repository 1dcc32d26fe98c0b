import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { AddChildForm } from './add-child-form';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const child = {
  id: 'k_0001',
  nickname: '小满',
  birthOn: '2025-04-08',
  ageMonths: 19,
  addedAt: '2026-11-24T01:00:00.000Z',
};

const regions = () =>
  reply('listDistricts', {
    regions: [
      {
        code: 'cn',
        name: '中国',
        timeZone: 'Asia/Shanghai',
        today: '2026-11-24',
        currency: 'CNY',
        bookingHorizonDays: 60,
        maxRadiusMetres: 50000,
        isDemo: true,
        centre: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
        districts: [],
      },
    ],
  });

async function open(addChild: NonNullable<Parameters<typeof fakeBff>[0]['addChild']>) {
  const bff = fakeBff({ listDistricts: regions, addChild });
  const onAdded = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <AddChildForm onAdded={onAdded} />
    </QueryClientProvider>,
  );
  await screen.findByLabelText('2026 年');
  const added = () => bff.sent.filter(({ operationId }) => operationId === 'addChild');
  return { added, onAdded };
}

function fill(name: string, [year, month, day]: [string, string, string]) {
  const field = document.querySelector('#child-nickname');
  const input = field instanceof HTMLInputElement ? field : field?.querySelector('input');
  if (name !== '' && input) fireEvent.input(input, { target: { value: name } });
  fireEvent.click(screen.getByLabelText(`${year} 年`));
  fireEvent.click(screen.getByLabelText(`${month} 月`));
  fireEvent.click(screen.getByLabelText(`${day} 日`));
}

const send = () => fireEvent.click(screen.getByRole('button', { name: '加孩子' }));

describe('adding a child', () => {
  it('sends nickname and birth date, and nothing that was not given', async () => {
    const { added, onAdded } = await open(() => ({ status: 201, body: child }));
    fill(' 小满 ', ['2025', '4', '8']);
    send();
    await waitFor(() => expect(onAdded).toHaveBeenCalledWith(child));
    expect(added().map(({ body }) => body)).toEqual([{ nickname: '小满', birthOn: '2025-04-08' }]);
  });

  it('asks for what is missing before anything is sent', async () => {
    const { added } = await open(() => ({ status: 201, body: child }));
    send();
    expect(await screen.findByText('写个小名就行，不用真名')).toBeTruthy();
    expect(screen.getByText('年、月、日都选一下')).toBeTruthy();
    expect(added()).toEqual([]);
  });

  it.each([
    ['child_not_born', {}, /出生日期在今天以后/],
    ['child_too_old', { n: 36, m: 36 }, /小满已经满 36 个月/],
  ] as const)('puts %s under the birth date', async (code, facts, sentence) => {
    await open(() => refusal(code, 422, facts));
    fill('小满', ['2026', '12', '31']);
    send();
    const fault = await screen.findByText(sentence);
    expect(fault.closest('.nc-field')?.textContent).toContain('出生日期');
  });

  it('keeps what was filled in, and the key, when the network went away', async () => {
    let tries = 0;
    const { added, onAdded } = await open(() => {
      tries += 1;
      return tries === 1 ? lostAnswer() : { status: 201, body: child };
    });
    fill('小满', ['2025', '4', '8']);
    send();
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    send();
    await waitFor(() => expect(onAdded).toHaveBeenCalled());
    const [first, second] = added();
    expect(first?.key).toBe(second?.key);
  });

  it('asks for the day again when the month lacks it', async () => {
    const { added } = await open(() => ({ status: 201, body: child }));
    fill('小满', ['2025', '1', '31']);
    fireEvent.click(screen.getByLabelText('1 月，改'));
    fireEvent.click(screen.getByLabelText('2 月'));
    send();
    expect(await screen.findByText('年、月、日都选一下')).toBeTruthy();
    expect(added()).toEqual([]);
  });
});
