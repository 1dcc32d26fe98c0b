import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetMyAnswers } from '../../api/last-answers';
import { useSession } from '../../api/session';
import { makeFamily, makeRegions } from '../../test-support/factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { FamilyPage } from './family-page';
import { rememberCard } from './issued-card';
import { PrintedCardPage } from './printed-card-page';

afterEach(() => {
  cleanup();
  rememberCard(null);
  forgetMyAnswers();
  vi.restoreAllMocks();
});

type Handlers = Parameters<typeof fakeBff>[0];
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const issuedAt = '2026-11-24T01:00:00.000Z';
const card = { id: 'fc_0001', issuedAt, lastUsedAt: null };

function bffWith(handlers: Handlers, family = makeFamily()) {
  const { sent } = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions()),
    getMyFamily: () => reply('getMyFamily', family),
    ...handlers,
  });
  return (id: string) => sent.filter(({ operationId }) => operationId === id);
}

describe('a card to print', () => {
  const made = () => ({ status: 201, body: { ...card, qrText: 'NC-CARD-7H2K9QXM' } });

  it('says what it lets others do before it is made, then shows QR, steps and help numbers', async () => {
    const of = bffWith({ createFamilyCard: made });
    renderInApp(<PrintedCardPage />);
    expect(await screen.findByText(/老师扫一扫，就能帮你家约/)).toBeTruthy();
    expect(of('createFamilyCard')).toEqual([]);
    tap('做一张卡');
    expect(await screen.findByRole('img', { name: '打印卡的二维码' })).toBeTruthy();
    expect(screen.getByText('NC-CARD-7H2K9QXM')).toBeTruthy();
    expect(screen.getByText('急救 120')).toBeTruthy();
    const print = vi.fn();
    vi.stubGlobal('print', print);
    tap('打印');
    expect(print).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  it('holds no name and no number of the family', async () => {
    bffWith({ createFamilyCard: made });
    renderInApp(<PrintedCardPage />);
    await screen.findByText('卡能做什么');
    tap('做一张卡');
    const shown = (await screen.findByText('就近托')).parentElement?.textContent ?? '';
    expect(shown).not.toMatch(/小满|8000/);
  });

  it('is made once although the first answer was lost', async () => {
    let tries = 0;
    const of = bffWith({
      createFamilyCard: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : made();
      },
    });
    renderInApp(<PrintedCardPage />);
    await screen.findByText('卡能做什么');
    tap('做一张卡');
    await screen.findByRole('alert');
    tap('做一张卡');
    await screen.findByText('NC-CARD-7H2K9QXM');
    expect(new Set(of('createFamilyCard').map(({ key }) => key)).size).toBe(1);
  });

  it('does not stay readable for the next family on this phone', async () => {
    bffWith({ createFamilyCard: made });
    renderInApp(<PrintedCardPage />);
    await screen.findByText('卡能做什么');
    tap('做一张卡');
    await screen.findByText('NC-CARD-7H2K9QXM');
    useSession.setState({ familyId: 'f_0002' });
    await waitFor(() => expect(screen.queryByText('NC-CARD-7H2K9QXM')).toBeNull());
  });

  it('says so when too many are out', async () => {
    bffWith({ createFamilyCard: () => refusal('too_many_cards', 409, { n: 3 }) });
    renderInApp(<PrintedCardPage />);
    await screen.findByText('卡能做什么');
    tap('做一张卡');
    expect(await screen.findByText(/最多 3 张在用/)).toBeTruthy();
  });
});

describe('a card that is out', () => {
  it('is stopped only after what that does was said, also where it is gone already', async () => {
    const of = bffWith({ revokeFamilyCard: () => refusal('not_found', 404) }, makeFamily({ cards: [card] }));
    renderInApp(<FamilyPage />);
    fireEvent.click(await screen.findByRole('button', { name: /停用 11月24日 做的卡/ }));
    expect(screen.getByText(/卡马上不能用/)).toBeTruthy();
    expect(of('revokeFamilyCard')).toEqual([]);
    tap('停用');
    await waitFor(() => expect(screen.queryByText(/卡马上不能用/)).toBeNull());
    expect(of('revokeFamilyCard').map(({ url }) => url)).toEqual(['/api/v1/family/cards/fc_0001']);
  });
});
