import { newId } from '@nearcare/bff/lib/ids';
import type { TestApp } from './build-test-app.js';
import { deskHolder, officerOf, staffOf } from './desk-holder.js';
import { addCentre, addDistrict } from './factories.js';
import { type Parent, parentWithChild } from './parent.js';

/** Somebody at the desk of that centre, second factor done. */
export async function openDesk(test: TestApp, centreId: string): Promise<Parent> {
  return (await deskHolder(test, staffOf(centreId))).holder;
}

/** The family stands at that desk and reads out the code it was just sent. */
export async function visitDesk(
  test: TestApp,
  staff: Parent,
  { phone }: Parent,
): Promise<{ deskVisitId: string }> {
  test.clock.advance({ seconds: 61 });
  const sent = await staff.call('requestPhoneCode', { body: { phone, purpose: 'desk' } });
  const code = sent.body.developmentCode ?? '';
  const visit = await staff.call('deskIdentifyFamily', { body: { phone, code } });
  if (visit.status !== 201) throw new Error(`deskIdentifyFamily answered ${JSON.stringify(visit.problem)}`);
  return { deskVisitId: visit.body.deskVisitId };
}

/** Staff of a centre that nobody else of the file uses, with all that `deskHolder` knows of them. */
export async function staffAtNewCentre(test: TestApp) {
  const { _id: centreId } = await addCentre(test.app.store);
  return { centreId, ...(await deskHolder(test, staffOf(centreId))) };
}

/** What this parent was told, the last first. */
export const toldTo = async (parent: Parent) => (await parent.call('listNotices')).body.items;

/** Who at desks looked at this parent's children, the last first. */
export const looksOf = async (parent: Parent) => (await parent.call('listAccesses')).body.items;

/** A child booked for 25 November, and the code of who collects it then; the test's clock stands on the day before. */
export async function collectingTomorrow(test: TestApp) {
  const tomorrow = '2026-11-25';
  const { centreId, ...staff } = await staffAtNewCentre(test);
  const { parent, child } = await parentWithChild(test.app);
  await parent.agreeTo('pickups');
  const pickup = (
    await parent.call('addPickup', {
      body: { name: '奶奶王桂兰', relation: 'grandparent', phone: '13900004321' },
    })
  ).body;
  await parent.book(centreId, child.id, tomorrow);
  const code = (
    await parent.call('createPickupCode', {
      params: { pickupId: pickup.id },
      body: { childId: child.id, on: tomorrow },
    })
  ).body;
  const nextDay = async () => {
    test.clock.set('2026-11-25T01:12:00Z');
    await staff.open();
  };
  const redeem = (by: Parent = staff.holder, text = code.qrText, key?: string) =>
    by.call('deskRedeemPickupCode', { body: { text }, ...(key ? { key } : {}) });
  const stateNow = async () =>
    (await parent.call('getMyFamily')).body.pickupCodes.find(({ id }) => id === code.id)?.state;
  return { centreId, staff, parent, child, pickup, code, nextDay, redeem, stateNow };
}

/** A family's request for a lower fee in a district of its own, with that district's officer at the desk. */
export async function askedReduction(test: TestApp) {
  const districtCode = await addDistrict(test.app.store, newId('d').slice(0, 20), '河东区');
  await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
  const officer = await deskHolder(test, officerOf(districtCode, '河东区'), '李专员');
  const { parent, child } = await parentWithChild(test.app);
  await parent.agreeTo('feeReduction');
  const body = { childId: child.id, kind: 'childInNeed', districtCode, note: '低保证在社区' };
  const ask = () => parent.call('requestFeeReduction', { body });
  const request = await ask();
  if (request.status !== 201) throw new Error(JSON.stringify(request.problem));
  const params = { feeReductionId: request.body.id };
  const decide = (decision: string, reason?: string, by = officer.holder) =>
    by.call('deskDecideFeeReduction', { params, body: { decision, ...(reason ? { reason } : {}) } });
  const mine = async () => (await parent.call('getMyFamily')).body.feeReductions;
  return { districtCode, officer, parent, child, ask, params, request: request.body, decide, mine };
}
