import { isNews } from '@nearcare/bff/features/complaints/stored.rules';
import type { OfficerDesk } from '@nearcare/bff/plugins/session';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, matter } from '../support/complaint-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { addCentre } from '../support/factories.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
type Who = { familyId: string; guardianId: string };
let authors: [Who, Who];
let centreId: string;

async function signedIn(): Promise<Who> {
  const parent = await new Parent(test.app).signIn();
  const { guardians } = (await parent.call('exportMyData')).body;
  return { familyId: parent.familyId, guardianId: guardians[0]?.id ?? '' };
}
beforeAll(async () => {
  centreId = (await addCentre(test.app.store))._id;
  authors = [await signedIn(), await signedIn()];
});

const officer: OfficerDesk = {
  ...{ membershipId: 'm_0000000000000000', sessionId: 's_0000000000000000', familyId: 'f_0000000000000000' },
  ...{ name: '李专员', placeName: '桥西街道', role: 'officer', districtCode: 'test-1', level: 0 },
};

type Stack = ReturnType<typeof complaintStack>;
let round = 0;

/** Two complaints of the same, from filing to closing: each step as its author or an officer asks for it, with its key. */
function story() {
  round += 1;
  const key = (name: string) => `round-${round}-${name}`;
  const ids: { lead: string; other: string } = { lead: '', other: '' };
  const file = (which: 'lead' | 'other', who: () => Who) => async (stack: Stack) => {
    const body = { ...matter, identity: 'hidden', centreId } as const;
    ids[which] = (await stack.ofAuthors.fileComplaint(who(), body, key(which))).id;
  };
  const act =
    (of: 'lead' | 'other', name: string, more: () => object = () => ({})) =>
    (stack: Stack) =>
      stack.ofDistrict.deskActOnComplaint(officer, ids[of], { move: name, ...more() } as never, key(name));
  const steps: ((stack: Stack) => Promise<unknown>)[] = [
    file('lead', () => authors[0]),
    file('other', () => authors[1]),
    act('lead', 'accepted'),
    act('other', 'joined', () => ({ leadId: ids.lead })),
    act('lead', 'replied', () => ({ text: '周五前退' })),
    act('lead', 'closed', () => ({ text: '都退了', result: 'solved' })),
  ];
  return { ids, steps };
}

/** Everything that was to be told was told, once, and to its author. */
async function expectTold(...ids: string[]) {
  const { complaints } = complaintStack(test);
  for (const [index, id] of ids.entries()) {
    const doc = await complaints.find(id);
    if (!doc) continue;
    expect(doc.isUntold).toBeUndefined();
    const kinds = await noticesOf(authors[index]?.familyId ?? '', doc.filedAt);
    const told = kinds.filter((kind) => kind === 'complaintMoved').length;
    expect(told).toBe(doc.events.filter(isNews).length);
  }
}
/** Each round has an hour of its own, so that its notices are known by their time: they name the hour only. */
async function noticesOf(familyId: string, filedAt: Date): Promise<string[]> {
  const since = new Date(filedAt);
  since.setUTCMinutes(0, 0, 0);
  const found = await test.app.store
    .collection<{ _id: string; kind: string }>('notices')
    .find({ familyId, at: { $gte: since } })
    .toArray();
  return found.map(({ kind }) => kind);
}

/** Dying after a write is dying before the next one. More than the story has: the last of them kill nobody. */
const timeout = 240_000;
const crashes = Array.from({ length: 26 }, (_, nth) => [nth + 1, 'after'] as const);

describe('two complaints of the same, whichever write the process died at', { timeout }, () => {
  it('end as if nothing had happened where each request is repeated', async () => {
    let died = 0;
    for (const [nth, when] of crashes) {
      test.clock.advance({ minutes: 60 });
      const { ids, steps } = story();
      const dying = complaintStack(test, crashAt(nth, when));
      const steady = complaintStack(test, asItIs);
      for (const step of steps)
        await step(dying).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          died += 1;
          return step(steady);
        });
      await steady.keep();
      const [lead, other] = [await steady.complaints.find(ids.lead), await steady.complaints.find(ids.other)];
      expect(lead?.events.map(({ kind }) => kind)).toEqual(['filed', 'accepted', 'replied', 'closed']);
      expect(other?.events.map(({ kind }) => kind)).toEqual([
        ...['filed', 'joined', 'accepted', 'replied', 'closed'],
      ]);
      await expectTold(ids.lead, ids.other);
    }
    expect(died).toBeGreaterThan(crashes.length / 2);
  });

  it('are told and follow each other all the same where nobody repeats anything', async () => {
    for (const [nth, when] of crashes) {
      test.clock.advance({ minutes: 60 });
      const { ids, steps } = story();
      const dying = complaintStack(test, crashAt(nth, when));
      try {
        for (const step of steps) await step(dying);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      const steady = complaintStack(test, asItIs);
      await steady.keep();
      await steady.keep();
      await expectTold(ids.lead, ids.other);
      const [lead, other] = [await steady.complaints.find(ids.lead), await steady.complaints.find(ids.other)];
      if (!other?.leadId) continue;
      const heard = (kinds: string[] | undefined) =>
        kinds?.filter((kind) => !['filed', 'joined'].includes(kind));
      expect(heard(other.events.map(({ kind }) => kind))).toEqual(
        heard(lead?.events.map(({ kind }) => kind)),
      );
    }
  });
});
