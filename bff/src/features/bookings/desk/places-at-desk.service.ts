import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import type { Clock } from '../../../lib/clock.js';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow } from '../../../lib/zone.js';
import type { StaffDesk } from '../../../plugins/session.js';
import { getRegion } from '../../../regions/regions.js';
import {
  type BookableCentre,
  type Centres,
  type CentreWord,
  type Group,
  openingOn,
  placesForBookings,
  type RosterVacancies,
} from '../../centres/centres.public.js';
import type { RosterModel } from '../roster.model.js';
import { mostPresent, placesInForce, presence, rosterId } from '../roster.rules.js';
import type { Command } from '../roster-commands.rules.js';
import { slotsLeft } from '../roster-vacancies.js';
import type { RosterAtDesk } from './roster-at-desk.service.js';

type Deps = {
  rosters: RosterModel;
  roster: RosterAtDesk;
  /** As the rosters are now, not as they were two seconds ago. */
  vacancies: RosterVacancies;
  centres: Centres;
  word: CentreWord;
  clock: Clock;
};
type Setting = Extract<Command, { kind: 'setPlaces' | 'setFree' }>;
type Place = { centre: BookableCentre; group: Group; date: string };

/** Every try that loses means that the centre was written in between. */
const maxTries = 10;

/**
 * What staff tell of the places of their groups. Never more than the group is filed for, as on a day on which none of
 * the enrolled children comes: staff and rooms are for so many.
 */
export function placesAtDesk({ rosters, roster, vacancies, centres, word, clock }: Deps) {
  /**
   * Today exactly so many places of this group are free, from now until it closes.
   * @param key of the request; a repetition does nothing. Empty where the desk sent none
   * @throws DomainError not_found, centre_closed_day, date_is_holiday, input_invalid (more than the group has), retry
   */
  async function tellVacancy(
    desk: StaffDesk,
    groupId: string,
    { freePlaces: free }: Body<'deskTellVacancy'>,
    key: string,
  ): Promise<Reply<'deskTellVacancy'>> {
    const { centre, group, date } = await readGroup(desk, groupId);
    const opening = openingOn(centre, date, getRegion(centre.regionCode).calendar);
    if (!opening.isOpen)
      throw opening.why === 'holiday'
        ? new DomainError('date_is_holiday', { holiday: opening.note ?? '公共假期' })
        : new DomainError('centre_closed_day', { reason: opening.note ?? '今天不开门' });
    const slots = slotsLeft(date, centre.timeZone, clock.now()) ?? [];
    const most = group.places;
    await set({ centre, group, date }, (usual) => ({ kind: 'setFree', free, slots, most, key, ...usual }));
    const { at } = await tellCentre(desk.centreId, date);
    const own = (await rosters.find(rosterId(groupId, date)))?.own;
    const shown = await freeOf(centre, group, date);
    const freeBefore = own?.telling?.key === key ? own.telling.freeBefore : shown;
    const places = placesInForce({ places: placesForBookings(group), ...(own && { own }) });
    return { groupId, date, freePlaces: shown, places, before: freeBefore, asOf: at.toISOString() };
  }

  /**
   * So many places on that day beside the enrolled; the usual number takes it back.
   * @throws DomainError not_found, date_in_past, date_too_far, input_invalid (more than the group has), retry
   */
  async function setPlaces(
    desk: StaffDesk,
    groupId: string,
    { date, places: own }: Body<'deskSetPlaces'>,
  ): Promise<Reply<'deskSetPlaces'>> {
    const { centre, group, date: today } = await readGroup(desk, groupId);
    const lastDay = addDays(today, getRegion(centre.regionCode).bookingHorizonDays);
    if (date < today) throw new DomainError('date_in_past', { date: today });
    if (date > lastDay) throw new DomainError('date_too_far', { date: lastDay });
    if (own > group.places) throw tooMany('/places', group, `最多填 ${group.places}`);
    await set({ centre, group, date }, (usual) => ({ kind: 'setPlaces', own, ...usual }));
    if (date === today) await tellCentre(desk.centreId, today);
    return roster.listRoster(desk, groupId, { date });
  }

  /** Applies it with the centre's word of now; one that is overtaken by another word is made anew. */
  async function set(place: Place, settingOf: (usual: { epoch: number; places: number }) => Setting) {
    let { centre, group } = place;
    const { date } = place;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const usual = { epoch: centre.epoch, places: placesForBookings(group) };
      const seed = { _id: rosterId(group.id, date), scope: centre.id, date, ...usual };
      const refusal = await rosters.apply(seed, settingOf(usual));
      if (!refusal) return;
      if (refusal === 'tooMany') throw await tooManyFree(centre, group, date);
      ({ centre, group } = await findGroup(centre.id, group.id));
    }
    throw new DomainError('retry');
  }

  async function tooManyFree({ timeZone }: BookableCentre, group: Group, date: string) {
    const held = (await rosters.find(rosterId(group.id, date)))?.claims ?? [];
    const present = mostPresent(presence(held), slotsLeft(date, timeZone, clock.now()));
    return tooMany('/freePlaces', group, `已约 ${present} 个，最多填 ${Math.max(0, group.places - present)}`);
  }

  /** The centre's word for lists without a day: what is free today in all its groups. */
  function tellCentre(centreId: string, today: string) {
    return word.tellFree(centreId, async (centre) => {
      const free = await vacancies.freeOn(
        centre.groups.map((group) => toAsk(centre, group)),
        today,
      );
      return [...free.values()].reduce((sum, one) => sum + one.free, 0);
    });
  }

  async function freeOf(centre: BookableCentre, group: Group, date: string): Promise<number> {
    if (centre.filing.status !== 'filed') return 0;
    return (await vacancies.freeOn([toAsk(centre, group)], date)).get(group.id)?.free ?? 0;
  }

  /** The group with its centre, and what is today there. */
  async function readGroup(desk: StaffDesk, groupId: string): Promise<Place> {
    const found = await findGroup(desk.centreId, groupId);
    return { ...found, date: civilNow(found.centre.timeZone, clock.now()).date };
  }

  async function findGroup(centreId: string, groupId: string) {
    const centre = await centres.findBookable(centreId);
    const group = centre?.groups.find(({ id }) => id === groupId);
    if (!centre || !group) throw new DomainError('not_found');
    return { centre, group };
  }

  return { tellVacancy, setPlaces };
}

function toAsk({ timeZone }: BookableCentre, group: Group) {
  return { groupId: group.id, places: placesForBookings(group), timeZone };
}

function tooMany(path: string, { places }: Group, what: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [
    { path, message: `这个班有 ${places} 个托位，${what}` },
  ]);
}
