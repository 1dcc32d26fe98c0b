import type { TestApp } from './build-test-app.js';
import { deskHolder, staffOf } from './desk-holder.js';
import { addCentre } from './factories.js';
import type { Parent } from './parent.js';

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
