import type { Reply } from '@nearcare/shared/contract/types';
import { makeClass } from './class-factories';

type DeskClass = Reply<'deskGetClass'>;

/** The class of makeClass at its desk: six signed up, one waits. */
export function makeDeskClass(over: Partial<DeskClass> = {}): DeskClass {
  const { answeredAt: _, ...detail } = makeClass();
  return {
    ...detail,
    ...{ rev: 3, signUpClosesHours: 0, comments: [], heldComments: 0 },
    counts: { confirmed: 6, waiting: 1, attended: 0, absent: 0 },
    checkIn: {
      ...{ opensAt: '2026-11-28T01:00:00.000Z', closesAt: '2026-11-30T03:00:00.000Z' },
      isOpen: false,
    },
    may: ['update', 'cancel'],
    ...over,
  };
}
