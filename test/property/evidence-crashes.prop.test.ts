import { beforeAll, describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { complaintStack, matter } from '../support/complaint-stack.js';
import { asItIs, Crash, crashAt } from '../support/crashes.js';
import { sendEvidence, tellingFilm } from '../support/evidence.js';
import { addCentre } from '../support/factories.js';
import { Parent } from '../support/parent.js';

const test = ownTestApp();
const film = tellingFilm('x');
let centreId: string;
beforeAll(async () => {
  centreId = (await addCentre(test.app.store))._id;
});

type Stack = ReturnType<typeof complaintStack>;
let round = 0;

/** A parent who files with two films and adds a third; none of it is done yet. */
async function story() {
  round += 1;
  const key = (name: string) => `evidence-${round}-${name}`;
  const parent = await new Parent(test.app).signIn();
  const { guardians } = (await parent.call('exportMyData')).body;
  const who = { familyId: parent.familyId, guardianId: guardians[0]?.id ?? '' };
  const fileIds: string[] = [];
  for (let count = 0; count < 3; count += 1)
    fileIds.push((await sendEvidence(parent, film, { type: 'video/mp4' })).body.id);
  const ids = { complaint: '' };
  const steps: ((stack: Stack) => Promise<unknown>)[] = [
    async (stack) => {
      const body = { ...matter, identity: 'hidden', centreId, evidence: fileIds.slice(0, 2) } as const;
      ids.complaint = (await stack.ofAuthors.fileComplaint(who, body, key('filed'))).id;
    },
    (stack) =>
      stack.ofAuthors.actOnOwn(
        who,
        ids.complaint,
        { move: 'added', evidence: fileIds.slice(2) },
        key('added'),
      ),
  ];
  return { fileIds, ids, steps };
}

/** What the events of the complaint name, wherever it is by now. */
async function namedBy(fileIds: readonly string[]): Promise<string[]> {
  const rows = test.app.store.collection<{ events: { files?: string[] }[] }>('complaints');
  const docs = await rows.find({ 'events.files': { $in: [...fileIds] } }).toArray();
  return docs.flatMap(({ events }) => events.flatMap(({ files }) => files ?? []));
}
async function thereOf(stack: Stack, fileIds: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const id of fileIds) if (await stack.hasFile(id)) there.push(id);
  return there;
}

const timeout = 240_000;
const crashes = Array.from({ length: 8 }, (_, nth) => nth + 1);

describe('a complaint with evidence, whichever write the process died at', { timeout }, () => {
  it('names all its files, and each is there, where each request is repeated', async () => {
    let died = 0;
    for (const nth of crashes) {
      const { fileIds, ids, steps } = await story();
      const [dying, steady] = [complaintStack(test, crashAt(nth, 'after')), complaintStack(test, asItIs)];
      for (const step of steps)
        await step(dying).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          died += 1;
          return step(steady);
        });
      const events = (await steady.complaints.find(ids.complaint))?.events ?? [];
      expect(events.map(({ files }) => files)).toEqual([fileIds.slice(0, 2), fileIds.slice(2)]);
      expect(await thereOf(steady, fileIds)).toEqual(fileIds);
    }
    expect(died).toBeGreaterThan(crashes.length / 2);
  });

  it('leaves two days later no file that nobody names, and no name without its file, where nobody repeats', async () => {
    for (const nth of crashes) {
      const { fileIds, steps } = await story();
      const dying = complaintStack(test, crashAt(nth, 'after'));
      try {
        for (const step of steps) await step(dying);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      test.clock.advance({ days: 2 });
      // The jobs may die too, and are run again.
      for (const interrupt of [crashAt(1 + (nth % 4), 'after'), asItIs]) {
        const jobs = complaintStack(test, interrupt);
        for (const job of [jobs.sweepFiles, jobs.keep])
          await job().catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
      }
      const steady = complaintStack(test, asItIs);
      const there = await thereOf(steady, fileIds);
      expect(there).toEqual(fileIds.filter((id) => there.includes(id)));
      expect([nth, there.sort()]).toEqual([nth, (await namedBy(fileIds)).sort()]);
      for (const id of fileIds) expect(await steady.hasKey(id)).toBe(there.includes(id));
    }
  });
});
