import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { RosterModel } from '../bookings/roster.public.js';
import type { Centres } from '../centres/centres.public.js';
import type { Children } from '../families/families.public.js';
import type { GuidanceLog } from '../guidance/guidance.public.js';
import type { Notices } from '../notices/notices.public.js';
import type { ClassesModel } from './classes.model.js';
import type { Classes, SignUpsOfFamily } from './classes.public.js';
import { classClosing } from './closing.js';
import { signUpCopies } from './copies.js';
import { familySignUps } from './family-sign-ups.service.js';
import { knownClasses } from './known-classes.js';
import { classSeats } from './seats.js';
import { classSettling } from './settling.js';
import { signUpNews } from './sign-up-news.js';
import type { SignUpsModel } from './sign-ups.model.js';

export type ClassPartsDeps = {
  classes: ClassesModel;
  signUps: SignUpsModel;
  seatLists: RosterModel;
  centres: Pick<Centres, 'findStanding' | 'listFiled'>;
  families: Children;
  notices: Notices;
  guidance: GuidanceLog;
  keys: FamilyKeys;
  clock: Clock;
};

export type ClassParts = ReturnType<typeof classParts>;

/** What the feature stands on, put together once a process; `known` and `ofFamily` are what other features see. */
export function classParts({ seatLists, ...deps }: ClassPartsDeps) {
  const { classes, signUps, clock } = deps;
  const seats = classSeats(seatLists);
  const news = signUpNews(deps);
  const settling = classSettling({ ...deps, seats, news });
  const closing = classClosing({ ...deps, settling });
  const copies = signUpCopies({ signUps, seats, news });
  copies.watch();
  const known: Classes = knownClasses({ classes, signUps, settling, now: clock.now });
  const ofFamily: SignUpsOfFamily = familySignUps({ ...deps, seats, settling });
  return { classes, signUps, seats, news, settling, closing, copies, known, ofFamily };
}
