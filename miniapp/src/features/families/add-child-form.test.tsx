import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useAskedConsent } from '../../api/asked-consent';
import { makeRegions } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { makeConsents } from '../../test-support/privacy-factories';
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

type Handler = NonNullable<Parameters<typeof fakeBff>[0]['addChild']>;

async function open(addChild: Handler, consent: 'given' | 'notAsked' = 'given') {
  const bff = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    listConsents: () => reply('listConsents', makeConsents({ childProfile: { state: consent } })),
    addChild,
  });
  const onAdded = vi.fn();
  const page = renderInApp(<AddChildForm onAdded={onAdded} />);
  await screen.findByLabelText('2026 年');
  const added = () => bff.sent.filter(({ operationId }) => operationId === 'addChild');
  return { added, onAdded, page };
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

describe('the consent that a child needs', () => {
  const answer = (isGiven: boolean) => useAskedConsent.getState().asked?.settle(isGiven);
  const asked = () => waitFor(() => expect(useAskedConsent.getState().asked?.purpose).toBe('childProfile'));

  it('is asked for before the child leaves the phone', async () => {
    const { added, onAdded } = await open(() => ({ status: 201, body: child }), 'notAsked');
    fill('小满', ['2025', '4', '8']);
    send();
    await asked();
    expect(added()).toEqual([]);
    answer(true);
    await waitFor(() => expect(onAdded).toHaveBeenCalledWith(child));
  });

  it('when declined sends nothing, keeps what was filled in and can be asked again', async () => {
    const { added } = await open(() => ({ status: 201, body: child }), 'notAsked');
    fill('小满', ['2025', '4', '8']);
    send();
    await asked();
    answer(false);
    expect(await screen.findByText(/没有保存/)).toBeTruthy();
    expect(added()).toEqual([]);
    expect(screen.getByLabelText('小名')).toHaveProperty('value', '小满');
    send();
    await asked();
  });

  it('is asked for again where the server knows of a newer text', async () => {
    let tries = 0;
    const { added, onAdded } = await open(() => {
      tries += 1;
      return tries === 1 ? refusal('consent_required') : { status: 201, body: child };
    });
    fill('小满', ['2025', '4', '8']);
    send();
    await asked();
    answer(true);
    await waitFor(() => expect(onAdded).toHaveBeenCalled());
    expect(new Set(added().map(({ key }) => key)).size).toBe(1);
  });

  it('goes with the form: a question nobody waits for must not stand over the next page', async () => {
    const { page } = await open(() => ({ status: 201, body: child }), 'notAsked');
    fill('小满', ['2025', '4', '8']);
    send();
    await asked();
    page.unmount();
    expect(useAskedConsent.getState().asked).toBeNull();
  });
});
