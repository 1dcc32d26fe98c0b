import { civilNow } from '@nearcare/bff/lib/zone';
import { china } from '@nearcare/bff/regions/cn';
import { addDays } from '@nearcare/shared/rules/civil-date';
import { buildTestApp } from './build-test-app.js';
import { deskHolder, officerOf, staffOf } from './desk-holder.js';
import type { KnownParent } from './known-parent.js';
import { noticeStack } from './notice-stack.js';
import type { Answer } from './parent.js';

type Seen = { family: KnownParent; reason: string };

/**
 * A day at the desks of a centre and of its district, by the service in this process over the data folder of `env`:
 * each family lives there and is looked at in every way there is, its pick-up code is used, its request is refused with
 * the reason given, and messages about both have left. It was the last workday before today, so that jobs, leases and
 * sign-ins of a service that is started afterwards find everything behind them.
 */
export async function dayAtDesks(env: Record<string, string>, centreId: string, families: readonly Seen[]) {
  const test = await buildTestApp(env);
  try {
    const day = lastWorkday();
    test.clock.set(`${day}T06:00:00+08:00`);
    const base = await test.app.listen({ port: 0, host: '127.0.0.1' });
    const lived = [];
    for (const { family } of families) {
      const { session } = await family.comeIn(base);
      lived.push({ session, ...(await family.liveHere(base, centreId, day)) });
    }
    test.clock.set(`${day}T09:00:00+08:00`);
    const staff = await deskHolder(test, staffOf(centreId), '柜台老师');
    const officer = await deskHolder(test, officerOf('test-1'), '街道专员');
    const groupId = (await staff.holder.call('getDesk')).body.open?.centre?.groups[0]?.id ?? '';
    const roster = done(await staff.holder.call('deskListRoster', { params: { groupId } }));
    if (roster.children.length !== families.length) throw new Error('not every family stands on the roster');
    for (const [index, { reason }] of families.entries()) {
      const { pickupCode, feeReduction, proof } = lived[index] ?? {};
      done(await staff.holder.call('deskRedeemPickupCode', { body: { text: pickupCode?.qrText } }));
      const params = { feeReductionId: feeReduction?.id ?? '' };
      done(await officer.holder.call('deskGetFeeReduction', { params }));
      const fileId = proof?.id ?? '';
      done(await officer.holder.call('deskGetProofLink', { params: { ...params, fileId } }));
      const body = { decision: 'refused', reason };
      done(await officer.holder.call('deskDecideFeeReduction', { params, body }));
    }
    // As the service's own job does, whose next turn is not waited for.
    const sms = { showsCode: false, sendCode: async () => undefined, sendText: async () => undefined };
    await noticeStack(test)
      .process({ sms: { provider: sms, kinds: [...test.config.smsNotices] } })
      .send();
    return { lived, staff };
  } finally {
    await test.close();
  }
}

function done<Id extends Parameters<KnownParent['call']>[1]>({ status, body, problem }: Answer<Id>) {
  if (status >= 300) throw new Error(JSON.stringify(problem));
  return body;
}

function lastWorkday(): string {
  const today = civilNow(china.timeZone, new Date()).date;
  for (let date = addDays(today, -1); ; date = addDays(date, -1))
    if (china.calendar.dayKind(date).kind === 'workday') return date;
}
