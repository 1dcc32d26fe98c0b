import type { DayHolder, DayRefusal, DayToHold, PlacesByDay } from './bookings.public.js';
import { childDayId } from './care-request.rules.js';
import { childDayPlace, claimId } from './places.js';
import type { RosterModel, Seed } from './roster.model.js';
import { type Claim, type Roster, rosterId } from './roster.rules.js';
import { type Command, reduce } from './roster-commands.rules.js';

type Models = { rosters: RosterModel; childDays: RosterModel };

/** Single days held by somebody who is no care request, through the same two documents and the same reducer. */
export function placesByDay({ rosters, childDays }: Models): PlacesByDay {
  /** The child's day first: refused there, the contended roster is spared. */
  function stepsOf(holder: DayHolder, day: DayToHold) {
    const { id: owner, childId, familyId } = holder;
    const claim: Claim = { id: claimId(owner, day.n), owner, slots: day.slots, childId, familyId };
    const ofChild = {
      model: childDays,
      seed: { _id: childDayId(holder.childId, day.date), scope: holder.familyId, date: day.date },
      word: childDayPlace,
    };
    const ofGroup = day.groupId !== null && {
      model: rosters,
      seed: { _id: rosterId(day.groupId, day.date), scope: holder.centreId, date: day.date },
      word: { places: day.places, epoch: day.epoch },
    };
    return [ofChild, ...(ofGroup ? [ofGroup] : [])].map(({ model, seed, word }) => ({
      model,
      seed: { ...seed, ...word } satisfies Seed,
      claim: { kind: 'claim', claim, ...word } satisfies Command,
      refusalOf: (why: string): DayRefusal =>
        model === childDays ? 'busy' : why === 'closed' ? 'closed' : 'full',
    }));
  }

  return {
    async claim(holder, day) {
      for (const { model, seed, claim, refusalOf } of stepsOf(holder, day)) {
        const refusal = await model.apply(seed, claim);
        if (refusal) return refusalOf(refusal);
      }
      return null;
    },
    async look(holder, day) {
      for (const { model, seed, claim, refusalOf } of stepsOf(holder, day)) {
        const roster: Roster = (await model.find(seed._id)) ?? { ...seed, closedEpoch: -1, claims: [] };
        const { refusal } = reduce(roster, claim, model.now());
        if (refusal) return refusalOf(refusal);
      }
      return null;
    },
    async release(holder, day) {
      const command = { kind: 'release', claimId: claimId(holder.id, day.n) } as const;
      for (const { model, seed } of stepsOf(holder, { ...day, places: 0 })) await model.apply(seed, command);
    },
  };
}
