import type { TestApp } from './build-test-app.js';
import { deskHolder, staffOf } from './desk-holder.js';
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
