import { expect } from 'vitest';
import type { TestApp } from './build-test-app.js';
import { addCentre, addDistrict } from './factories.js';
import { Parent } from './parent.js';

const thursday = '2026-11-26';

/** A family with one of everything that can be kept about it, booked on Thursday. */
export async function fullFamily({ app }: TestApp) {
  const districtCode = await addDistrict(app.store);
  const parent = await new Parent(app).signIn();
  const child = await parent.addChild();
  await parent.agreeTo('pickups');
  await parent.agreeTo('feeReduction');
  const pickup = { name: '外婆', relation: 'grandparent', phone: '13900001111' };
  const params = { pickupId: (await parent.call('addPickup', { body: pickup })).body.id };
  await parent.call('createPickupCode', { params, body: { childId: child.id, on: thursday } });
  const body = { childId: child.id, kind: 'multipleChildren', districtCode, note: '家里三个孩子' };
  await parent.call('requestFeeReduction', { body });
  const invitation = (await parent.call('inviteGuardian')).body;
  // Each family its own centre, so that no family takes another's place.
  const centreId = (await addCentre(app.store))._id;
  const booked = (await parent.book(centreId, child.id, thursday)).body;
  await parent.quote(centreId, child.id, '2026-11-27');
  await parent.call('saveCentre', { params: { centreId } });
  const [me] = (await parent.call('getMyFamily')).body.guardians;
  const guardianId = me?.id ?? '';
  return {
    parent,
    child,
    guardianId,
    invitation,
    booked,
    centreId,
    ids: [parent.familyId, guardianId, child.id],
  };
}

/** Lets a second guardian in, by the invitation. Moves the clock on by two minutes. */
export async function secondGuardian({ app, clock }: TestApp, invitation: { code: string }) {
  const second = await new Parent(app).signIn();
  const joined = await second.call('acceptInvitation', { body: { code: invitation.code } });
  expect(joined.status).toBe(200);
  // The token still names the family that was left; another code is sent after a minute.
  clock.advance({ minutes: 2 });
  return second.signIn();
}
