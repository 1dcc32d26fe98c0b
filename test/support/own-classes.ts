import type { DeskSession, OfficerDesk } from '@nearcare/bff/plugins/session';
import { beforeAll, beforeEach } from 'vitest';
import { classStack, newClass } from './class-stack.js';
import { asItIs } from './crashes.js';
import { ownStore } from './data-folder.js';
import { addDistrict, childrenOf } from './factories.js';
import { fakeClock } from './fake-clock.js';

/** At the desk of the district that the classes are in. */
export const officer: OfficerDesk = {
  ...{ membershipId: 'dm_0001', sessionId: 's_0001', familyId: 'f_officer', name: '李专员' },
  ...{ placeName: '桥西街道', role: 'officer', districtCode: 'test-1', level: 0 },
};

type Stack = ReturnType<typeof classStack>;

/** Classes without HTTP, for these families, in a store of the file's own: empty for each test, on a Tuesday at 9:12. */
export function ownClasses(families: readonly string[]) {
  const own = ownStore();
  const clock = fakeClock();
  const children = childrenOf(families);
  let stack: Stack;
  let steady: ReturnType<Stack['process']>;
  let count = 0;
  beforeAll(async () => {
    await addDistrict(own.store);
    stack = classStack(own.store, clock, children);
  });
  beforeEach(async () => {
    clock.set('2026-11-24T01:12:00Z');
    stack.told.clear();
    stack.contacts.clear();
    steady = stack.process(asItIs);
    for (const name of ['classes', 'classSignUps', 'seatLists'])
      await own.store.collection(name).deleteMany({});
  });
  return {
    clock,
    children,
    get store() {
      return own.store;
    },
    get stack() {
      return stack;
    },
    /** A process that nothing interrupts, new for each test. */
    get steady() {
      return steady;
    },
    /** @returns its id */
    async publish(given: Parameters<typeof newClass>[0] = {}, desk: DeskSession = officer): Promise<string> {
      count += 1;
      return (await steady.publishing.publishClass(desk, newClass(given), `key-of-class-${count}`)).id;
    },
  };
}
