import { deskModel } from '@nearcare/bff/features/desk/desk.model';
import { deskBase } from '@nearcare/bff/features/desk/desk-base';
import type { DeskPlace } from '@nearcare/bff/features/desk/memberships.model';
import { membershipsService } from '@nearcare/bff/features/desk/memberships.service';
import { type FamilyKeys, familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { Secret, TOTP } from 'otpauth';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import type { StoreOfTest } from './family-models.js';
import { Parent } from './parent.js';

/** Memberships as the terminal gives and ends them, beside the service of a test. */
export function terminal({ app, clock, config }: TestApp) {
  return membershipsService({
    model: deskModel(app.store.useDb(app.store.name)).memberships,
    keys: familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) }),
    codeSecret: config.phoneIndexSecret,
    clock,
  });
}

/** What goes from desks with guardians and families, with every write passing `interrupt`. */
export function deskErasureOf(
  { app, clock, config }: StoreOfTest & Pick<TestApp, 'config'>,
  keys: FamilyKeys,
  interrupt: Interrupt,
) {
  const model = deskModel(app.store.useDb(app.store.name));
  return deskBase({
    model: {
      ...model,
      accesses: interrupted(model.accesses, ['eraseFamily'], interrupt),
      visits: interrupted(model.visits, ['eraseFamily'], interrupt),
      memberships: interrupted(model.memberships, ['end', 'forgetGuardian'], interrupt),
    },
    ...{ keys, clock },
    codeSecret: config.phoneIndexSecret,
  }).erasure;
}

export const staffOf = (centreId: string, placeName = '测试托育中心'): DeskPlace => ({
  ...{ role: 'staff', placeName, centreId },
  districtCode: null,
});
export const officerOf = (districtCode: string, placeName = '桥西街道'): DeskPlace => ({
  ...{ role: 'officer', placeName, districtCode },
  centreId: null,
});

/** Of a level above districts, whose codes begin so. */
export const officerAbove = (districtCode: string, level: number): DeskPlace => ({
  ...{ role: 'officer', placeName: '市卫生健康委员会', districtCode, level },
  centreId: null,
});

/** What an authenticator app shows at that moment. */
export function authenticatorCode(secret: string | null, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret ?? '') }).generate({ timestamp: now.getTime() });
}

/** Somebody who was invited, signed in, joined and opened the desk. `codeNow` waits for a code not used before. */
export async function deskHolder(test: TestApp, place: DeskPlace, name = '王老师') {
  const { id: membershipId, code: invitationCode } = await terminal(test).invite(place, name);
  const holder = await new Parent(test.app).signIn();
  const joined = await holder.call('joinDesk', { body: { invitationCode } });
  if (joined.status !== 201) throw new Error(`joinDesk answered ${JSON.stringify(joined.problem)}`);
  const { secret } = joined.body;
  const open = () => {
    test.clock.advance({ seconds: 30 });
    const code = authenticatorCode(secret, test.clock.now());
    return holder.call('openDesk', { body: { membershipId, code } });
  };
  const opened = await open();
  if (opened.status !== 200) throw new Error(`openDesk answered ${JSON.stringify(opened.problem)}`);
  return { holder, membershipId, invitationCode, secret, open };
}
