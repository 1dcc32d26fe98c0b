import type { Reply } from '@nearcare/shared/contract/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownLearningApps } from '../support/learning-stack.js';
import { LiveViewer } from '../support/live-viewer.js';
import { liveClass } from '../support/live-world.js';
import { Parent } from '../support/parent.js';

type LiveEvent = Reply<'listLiveEvents'>['events'][number];
const isSoak = process.env.SOAK === '1';
const test = ownLearningApps(2);

/** What happens in a room, one after the other or, in one step, at once. */
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), by: fc.nat(2), isDoubtful: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('announce' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hide' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('show' as const), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drop' as const), by: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), by: fc.nat(3) }) },
  // A host by its socket, and one that asks.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('dropHost' as const), by: fc.constant('host') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant('askAsHost' as const), by: fc.constant('asking host') },
      ...{ limit: fc.integer({ min: 1, max: 6 }), isAtSecond: fc.boolean() },
    }),
  },
);
const steps = fc.array(fc.array(happening, { minLength: 1, maxLength: 4 }), {
  minLength: 4,
  maxLength: isSoak ? 30 : 10,
});

/** What a log says in the end: each question as it stands, and everything else as it was. */
function told(events: readonly LiveEvent[]) {
  const standing = new Map<string, string | null>();
  for (const { questionId, kind, text } of events)
    if (questionId !== null && kind !== 'answered') standing.set(questionId, kind === 'hidden' ? null : text);
  return { lines: events.map(({ seq, kind, questionId }) => [seq, kind, questionId]), standing };
}

describe('the log of a live room', () => {
  it(
    'is the same for everybody, without a gap and nothing twice, whoever is cut off and comes back anywhere',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const room = await liveClass(test);
          const people = await Promise.all(
            [0, 1, 2, 3].map(async (index) => ({
              parent: await new Parent((index % 2 ? test.second : test.first).app).signIn(),
              phone: new LiveViewer('', room.known.id),
            })),
          );
          const { act, params, known, host } = room;
          const atDesk = new LiveViewer('', known.id);
          const asking = { events: [] as LiveEvent[], held: -1 };
          const atSecond = new Parent(test.second.app);
          const urls = [test.first.url, test.second.url];
          for (const { parent } of people) test.stand.signUp(parent.familyId, known.id);
          await act({ move: 'start' });
          await Promise.all(people.map(({ phone, parent }, index) => joinAt(phone, urls[index % 2], parent)));
          await joinAt(atDesk, urls[0], host, { as: 'desk' });

          const asked: string[] = [];
          let asksAt = 0;
          for (const step of all) {
            const questions = step.filter(({ kind }) => kind === 'ask').length;
            // Three a minute are anybody's.
            if (questions > 0) test.clock.advance({ seconds: 20 * questions });
            const there = [atDesk, ...people.map(({ phone }) => phone)].filter(({ isOpen }) => isOpen);
            await Promise.all(there.map((phone) => phone.sayThere()));
            await Promise.all(
              oneByOne(step).map((inTurn) =>
                inTurn.reduce((before, one) => before.then(() => happen(one)), Promise.resolve()),
              ),
            );
          }
          await Promise.all(
            people.map(async ({ phone, parent }, index) => {
              if (!phone.isOpen) await joinAt(phone, urls[(index + 1) % 2], parent);
            }),
          );
          const { events, lastSeq } = await wholeLog();
          await Promise.all(people.map(({ phone }) => phone.hasLine(lastSeq)));
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
          for (const { phone } of people) expect(told(phone.events)).toEqual(told(events));
          for (const { phone } of people) phone.drop();

          if (!atDesk.isOpen) await joinAt(atDesk, urls[1], host, { as: 'desk' });
          while (asking.events.length < lastSeq) await askAsHost({ limit: 3, isAtSecond: true });
          await askAsHost({ limit: 3, isAtSecond: false });
          await atDesk.hasLine(lastSeq);
          // What waits is told by the room's next look.
          test.clock.advance({ seconds: 3 });
          await atDesk.until(() => heldOf(atDesk) === asking.held);
          for (const one of [atDesk, asking]) expect(told(one.events)).toEqual(told(events));
          const waiting = { params, query: { state: 'held', limit: 50 } };
          const { items } = (await host.call('deskListLiveQuestions', waiting)).body;
          expect(asking.held).toBe(items.length);
          atDesk.drop();

          async function happen(one: (typeof all)[number][number]): Promise<void> {
            if (one.kind === 'askAsHost') return askAsHost(one);
            if (one.kind === 'dropHost') {
              if (atDesk.isOpen) return atDesk.drop();
              return joinAt(atDesk, urls[asked.length % 2], host, { as: 'desk' });
            }
            const person = 'by' in one ? people[one.by] : undefined;
            if (one.kind === 'ask' && person) {
              asksAt += 1;
              const body = { text: one.isDoubtful ? `加微信 ${asksAt}` : `问题 ${asksAt}` };
              const { body: question, status } = await person.parent.call('postLiveQuestion', {
                params,
                body,
              });
              if (status === 201) asked.push(question.id);
            } else if (one.kind === 'announce') await act({ move: 'announce', text: '请看屏幕' });
            else if (one.kind === 'hide' || one.kind === 'show') {
              const questionId = asked[one.which % Math.max(1, asked.length)];
              if (questionId) await act({ move: one.kind, questionId });
            } else if (person?.phone.isOpen && one.kind === 'drop') person.phone.drop();
            else if (person) {
              if (person.phone.isOpen) person.phone.drop();
              await joinAt(person.phone, urls[asked.length % 2], person.parent);
            }
          }
          /** The next lines after the last it has, at either process. */
          async function askAsHost({ limit, isAtSecond }: { limit: number; isAtSecond: boolean }) {
            const { body } = await (isAtSecond ? atSecond : host).call('deskListLiveEvents', {
              ...{ params, token: host.token, query: { after: asking.events.length, limit } },
            });
            asking.events.push(...body.events);
            asking.held = body.held;
          }
          async function wholeLog() {
            const [{ parent } = { parent: room.host }] = people;
            const events: LiveEvent[] = [];
            for (;;) {
              const query = { after: events.length, limit: 50 };
              const { body } = await parent.call('listLiveEvents', { params, query });
              events.push(...body.events);
              if (body.events.length < 50) return { events, lastSeq: body.lastSeq };
            }
          }
        }),
        { numRuns: isSoak ? 150 : 4 },
      );
    },
    isSoak ? 3_600_000 : 120_000,
  );
});

/** What happens at once, but for what one person does: that is in turn. */
function oneByOne<Happening extends object>(step: readonly Happening[]): Happening[][] {
  const people = new Map<unknown, Happening[]>();
  for (const one of step) {
    const whose = 'by' in one ? one.by : one;
    people.set(whose, [...(people.get(whose) ?? []), one]);
  }
  return [...people.values()];
}

async function joinAt(phone: LiveViewer, url: string | undefined, parent: Parent, more = {}): Promise<void> {
  phone.url = url ?? '';
  await phone.join(parent.token, more);
}

/** How many questions wait, as that desk was told last. */
function heldOf({ messages }: LiveViewer): unknown {
  return messages.findLast(({ type }) => type === 'held')?.n;
}
