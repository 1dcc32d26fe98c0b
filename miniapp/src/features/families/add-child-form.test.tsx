import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
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

type State = 'given' | 'notAsked' | 'withdrawn';

async function open(addChild: Handler, consent: State = 'given') {
  const world = { consent };
  const consents = () => makeConsents({ childProfile: { state: world.consent } });
  const bff = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    listConsents: () => reply('listConsents', consents()),
    giveConsent: () => reply('giveConsent', consents()),
    addChild,
  });
  const [onAdded, onRefused] = [vi.fn(), vi.fn()];
  renderInApp(<AddChildForm onAdded={onAdded} onRefused={onRefused} />);
  if (consent === 'given') await screen.findByLabelText('2026 年');
  const added = () => bff.sent.filter(({ operationId }) => operationId === 'addChild');
  const given = () => bff.sent.filter(({ operationId }) => operationId === 'giveConsent');
  return { world, added, given, onAdded, onRefused };
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
  it('is asked for before anything can be filled in', async () => {
    const { world, added, given } = await open(() => ({ status: 201, body: child }), 'notAsked');
    expect(await screen.findByText('不同意会怎样')).toBeTruthy();
    expect(screen.queryByLabelText('小名')).toBeNull();
    world.consent = 'given';
    fireEvent.click(screen.getByRole('button', { name: '同意' }));
    await screen.findByLabelText('2026 年');
    expect(given()).toHaveLength(1);
    expect(added()).toEqual([]);
  });

  it('when declined leaves the form without anything sent', async () => {
    const { added, given, onRefused } = await open(() => ({ status: 201, body: child }), 'notAsked');
    await screen.findByText('不同意会怎样');
    fireEvent.click(screen.getByRole('button', { name: '不同意' }));
    expect(onRefused).toHaveBeenCalledTimes(1);
    expect([...added(), ...given()]).toEqual([]);
  });

  it('is asked for again where it was withdrawn meanwhile, and loses nothing that was filled in', async () => {
    let tries = 0;
    const { world, added, onAdded } = await open(() => {
      tries += 1;
      return tries === 1 ? refusal('consent_required') : { status: 201, body: child };
    });
    await screen.findByLabelText('2026 年');
    fill('小满', ['2025', '4', '8']);
    world.consent = 'withdrawn';
    send();
    await screen.findByText('不同意会怎样');
    world.consent = 'given';
    fireEvent.click(screen.getByRole('button', { name: '同意' }));
    expect(await screen.findByLabelText('小名')).toHaveProperty('value', '小满');
    send();
    await waitFor(() => expect(onAdded).toHaveBeenCalled());
    expect(new Set(added().map(({ key }) => key)).size).toBe(1);
  });
});
