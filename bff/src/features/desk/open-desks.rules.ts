/** A shift and a bit: whoever works longer types a code again. */
export const openHours = 12;
/** A tablet that nobody touched for so long may be in anybody's hand. */
export const idleMinutes = 60;

type Times = { readonly openedAt: Date; readonly lastUsedAt: Date; readonly expiresAt: Date };

/** When a desk opened now is over whatever happens. */
export function endOfShift(openedAt: Date): Date {
  return new Date(openedAt.getTime() + openHours * 3_600_000);
}

export function isStillOpen({ lastUsedAt, expiresAt }: Times, now: Date): boolean {
  return now < expiresAt && now.getTime() - lastUsedAt.getTime() < idleMinutes * 60_000;
}
