/** Whether a centre checked in anybody on a day: one that keeps no such list holds nobody to it. */
export interface CheckIns {
  isCheckingIn(centreId: string, date: string): Promise<boolean>;
}

/** For one run of a job: asked once for each centre and day. */
export function rememberedCheckIns(checkIns: CheckIns): CheckIns {
  const known = new Map<string, Promise<boolean>>();
  return {
    isCheckingIn(centreId, date) {
      const key = `${centreId} ${date}`;
      const asked = known.get(key) ?? checkIns.isCheckingIn(centreId, date);
      known.set(key, asked);
      return asked;
    },
  };
}
