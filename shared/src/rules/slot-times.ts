/**
 * A slot is half an hour of a civil day: 0 is 00:00–00:30, 47 is 23:30–24:00. Rosters count children per slot.
 */
const slotMinutes = 30;

/** `09:30` → 570. `24:00` is allowed as an end. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Every slot that a stay touches, also partly: 7:45–9:10 takes the slots of 7:30, 8:00, 8:30 and 9:00. */
export function slotsOf(from: string, to: string): number[] {
  const first = Math.floor(minutesOf(from) / slotMinutes);
  const end = Math.ceil(minutesOf(to) / slotMinutes);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

/** First and last moment of these half hours of a day, in order. */
export function hoursOf(slots: readonly number[]): { from: string; to: string } {
  const [first = 0, last = first] = [slots[0], slots.at(-1)];
  return { from: timeOf(first * slotMinutes), to: timeOf((last + 1) * slotMinutes) };
}
