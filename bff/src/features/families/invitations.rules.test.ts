import { describe, expect, it } from 'vitest';
import {
  accept,
  type Circle,
  dropped,
  type Invitation,
  invite,
  revoke,
  settled,
} from './invitations.rules.js';

const now = new Date('2026-11-24T01:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const invitation = (id: string, invitedAt = now): Invitation => ({
  id,
  codeIndex: `index of ${id}`,
  invitedAt,
  expiresAt: new Date(invitedAt.getTime() + 48 * 3_600_000),
  endedAs: null,
});
const nobody: Circle = { invitations: [], join: null };
const father = { guardianId: 'g_father', from: 'f_his' };

function withInvitations(...ids: string[]): Circle {
  return ids.reduce<Circle>((circle, id) => invite(circle, invitation(id), now) ?? circle, nobody);
}

describe('inviting', () => {
  it('stops at three open invitations, until one is taken back or runs out', () => {
    const full = withInvitations('a', 'b', 'c');
    expect(invite(full, invitation('d'), now)).toBeNull();
    const freed = revoke(full, 'b');
    expect(freed && invite(freed, invitation('d'), now)?.invitations).toHaveLength(4);
    expect(invite(full, invitation('d', later(48)), later(48))?.invitations).toHaveLength(4);
  });

  it('counts the one by which somebody is just joining: it is open again should that come to nothing', () => {
    const by = { codeIndex: 'index of a', ...father };
    const decision = accept(withInvitations('a'), by, now);
    if (decision.kind !== 'decided') throw new Error(decision.kind);
    const two = ['b', 'c'].reduce(
      (circle, id) => invite(circle, invitation(id), now) ?? circle,
      decision.circle,
    );
    expect(invite(two, invitation('d'), now)).toBeNull();
    expect(invite(settled(two, now), invitation('d'), now)?.invitations).toHaveLength(4);
  });

  it('with the same id again changes nothing, taken back or not', () => {
    const circle = withInvitations('a');
    expect(invite(circle, invitation('a'), now)).toBe(circle);
    const revoked = revoke(circle, 'a');
    expect(revoked && invite(revoked, invitation('a'), now)).toBe(revoked);
  });

  it('forgets what ran out a day ago, and does not go on for ever within that', () => {
    expect(invite(withInvitations('a'), invitation('b', later(72)), later(72))?.invitations).toMatchObject([
      { id: 'b' },
    ]);
    let circle = nobody;
    for (let count = 0; count < 20; count += 1) {
      const next = invite(circle, invitation(`n${count}`), now);
      circle = revoke(next ?? circle, `n${count}`) ?? circle;
    }
    expect(circle.invitations).toHaveLength(20);
    expect(invite(circle, invitation('one more'), now)).toBeNull();
  });
});

describe('accepting', () => {
  const by = (id: string, who = father) => ({ codeIndex: `index of ${id}`, ...who });
  const decidedFor = (circle: Circle, id: string): Circle => {
    const decision = accept(circle, by(id), later(1));
    if (decision.kind !== 'decided') throw new Error(decision.kind);
    return decision.circle;
  };

  it('uses the invitation up and ends the others', () => {
    const circle = decidedFor(withInvitations('a', 'b'), 'a');
    expect(circle.join).toEqual({
      invitationId: 'a',
      guardianId: 'g_father',
      from: 'f_his',
      decidedAt: later(1),
      doneAt: null,
    });
    expect(circle.invitations.map(({ id, endedAs }) => [id, endedAs])).toEqual([
      ['a', 'accepted'],
      ['b', 'revoked'],
    ]);
  });

  it('again is the same for who accepted, and refused for everybody else', () => {
    const circle = settled(decidedFor(withInvitations('a'), 'a'), later(2));
    expect(accept(circle, by('a'), later(3)).kind).toBe('repeated');
    expect(accept(circle, by('a', { guardianId: 'g_stranger', from: 'f_x' }), later(3)).kind).toBe('refused');
  });

  it('is refused for what is unknown, taken back, or two days old', () => {
    const revoked = revoke(withInvitations('a'), 'a') ?? nobody;
    expect(accept(revoked, by('a'), now).kind).toBe('refused');
    expect(accept(withInvitations('a'), by('z'), now).kind).toBe('refused');
    expect(accept(withInvitations('a'), by('a'), later(48)).kind).toBe('refused');
    expect(accept(withInvitations('a'), by('a'), new Date(later(48).getTime() - 1)).kind).toBe('decided');
  });

  it('waits while somebody else is just joining', () => {
    const joining = decidedFor(withInvitations('a'), 'a');
    const both = { ...joining, invitations: [...joining.invitations, invitation('late')] };
    expect(accept(both, by('late', { guardianId: 'g_aunt', from: 'f_a' }), later(1)).kind).toBe('busy');
  });

  it('cannot be taken back by who invited', () => {
    expect(revoke(decidedFor(withInvitations('a'), 'a'), 'a')).toBeNull();
  });

  it('that came to nothing leaves the invitation open', () => {
    const circle = dropped(decidedFor(withInvitations('a'), 'a'));
    expect(circle.join).toBeNull();
    expect(accept(circle, by('a'), later(1)).kind).toBe('decided');
  });
});
