import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepAnswer, readAnswer } from '../../api/last-answers';
import { keepSession, useSession } from '../../api/session';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { cleanCode } from './family-words';
import { JoinForm } from './join-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const session = (familyId: string) => ({
  accessToken: `of ${familyId}`,
  accessExpiresAt: '2026-11-24T02:00:00.000Z',
  accessExpiresInSeconds: 900,
  familyId,
});

type Handlers = Parameters<typeof fakeBff>[0];

function open(handlers: Handlers, code = '') {
  const bff = fakeBff(handlers);
  keepSession(session('f_0001'));
  const onJoined = vi.fn();
  render(<JoinForm code={code} onJoined={onJoined} />);
  const of = (id: string) => bff.sent.filter(({ operationId }) => operationId === id);
  return { of, onJoined };
}

const type = (value: string) => fireEvent.change(screen.getByLabelText('邀请码'), { target: { value } });
const join = () => fireEvent.click(screen.getByRole('button', { name: '加入' }));
const accepted = () => reply('acceptInvitation', { familyId: 'f_0002' });

describe('joining a family', () => {
  it.each([
    ['k7qp-3mxd', 'K7QP3MXD'],
    [' K7QP 3MXD ', 'K7QP3MXD'],
    ['邀请码 K7QP　3MXD。', 'K7QP3MXD'],
  ])('reads %j as it was meant', (typed, code) => expect(cleanCode(typed)).toBe(code));

  it('sends the code, takes the new session and forgets what was kept of the family before', async () => {
    const { of, onJoined } = open({
      acceptInvitation: accepted,
      refreshSession: () => reply('refreshSession', session('f_0002')),
    });
    keepAnswer('mine.bookings', { items: ['of the family before'] });
    type('k7qp 3mxd');
    join();
    await waitFor(() => expect(onJoined).toHaveBeenCalled());
    expect(of('acceptInvitation').map(({ body }) => body)).toEqual([{ code: 'K7QP3MXD' }]);
    expect(useSession.getState().familyId).toBe('f_0002');
    expect(readAnswer('mine.bookings')).toBeNull();
  });

  it('does not spend the code again when only the new session was lost', async () => {
    let tries = 0;
    const { of, onJoined } = open({
      acceptInvitation: accepted,
      refreshSession: () => {
        tries += 1;
        return tries === 1 ? lostAnswer() : reply('refreshSession', session('f_0002'));
      },
    });
    type('K7QP3MXD');
    join();
    expect(await screen.findByText(/没有网络/)).toBeTruthy();
    join();
    await waitFor(() => expect(onJoined).toHaveBeenCalled());
    expect(of('acceptInvitation')).toHaveLength(1);
  });

  it('puts a code that opens nothing under the field', async () => {
    const { onJoined } = open({ acceptInvitation: () => refusal('invitation_expired') });
    type('K7QP3MXD');
    join();
    const fault = await screen.findByText(/邀请用不了了/);
    expect(fault.closest('.nc-field')?.textContent).toContain('邀请码');
    expect(onJoined).not.toHaveBeenCalled();
  });

  it('says what to do first when this side has children or bookings already', async () => {
    open({ acceptInvitation: () => refusal('family_not_empty') });
    type('K7QP3MXD');
    join();
    expect(await screen.findByText(/先删掉自己这边的孩子.*有过预约/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '看我这边的孩子' })).toBeTruthy();
  });

  it('is filled in from the card that was sent in a chat', () => {
    open({}, 'K7QP3MXD');
    expect(screen.getByLabelText('邀请码')).toHaveProperty('value', 'K7QP 3MXD');
  });
});
