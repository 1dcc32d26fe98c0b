import type { FamilyKeys } from '../../keys/family-keys.js';
import { civilNow } from '../../lib/zone.js';
import type { Children } from '../families/families.public.js';
import type { Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import type { ClassDoc, ClassesModel } from './classes.model.js';
import { rateUntil } from './own-sign-ups.service.js';
import { openCheck } from './ratings.js';
import { isStanding, type SignUpNews } from './sign-up.rules.js';
import type { SignUpDoc, SignUpsModel } from './sign-ups.model.js';

type Deps = {
  signUps: Pick<SignUpsModel, 'listUntold' | 'decideOn'>;
  classes: Pick<ClassesModel, 'find'>;
  families: Children;
  notices: Notices;
  keys: Pick<FamilyKeys, 'find'>;
};

export type NewsOfSignUps = News<SignUpDoc>;

/**
 * Tells families what became of their sign-ups without their doing: offers, moved and cancelled classes, reminders, and
 * what was decided about their words.
 */
export function signUpNews({ signUps, classes, families, notices, keys }: Deps): NewsOfSignUps {
  async function tellAbout(signUp: SignUpDoc): Promise<void> {
    const [child, given] = await Promise.all([
      families.findChild(signUp.familyId, signUp.childId),
      classes.find(signUp.classId),
    ]);
    if (!given) return;
    // Who removed the child gave its seat back by that and hears no more than what became of its own words.
    for (const one of signUp.untold)
      if (child || one.kind === 'comment') await tellOne(signUp, one, given, child?.nickname ?? '');
  }

  async function tellOne(signUp: SignUpDoc, news: SignUpNews, given: ClassDoc, childNickname: string) {
    const { _id: signUpId, familyId } = signUp;
    const { title, timeZone, organiser, sessions } = given;
    const [first] = sessions;
    const facts = {
      ...{ signUpId, title, childNickname, organiserName: organiser.name },
      ...{ date: first?.date ?? civilNow(timeZone, news.at).date, from: first?.from ?? '00:00' },
    };
    const about = { familyId, at: news.at };
    const key = `classSignUps/${signUpId}`;
    switch (news.kind) {
      case 'offered': {
        if (signUp.state !== 'waiting') return;
        const until = civilNow(timeZone, news.until);
        await notices.tell({
          ...{ kind: 'seatOffered', ...about, facts: { ...facts, until } },
          key: `${key}/offered/${news.until.toISOString()}`,
        });
        return;
      }
      case 'withdrawn':
      case 'expired':
        await notices.tell({
          ...{ kind: 'seatLineChanged', ...about, facts: { ...facts, change: news.kind } },
          key: `${key}/${news.kind}/${news.at.toISOString()}`,
        });
        return;
      case 'missed':
        await notices.tell({
          ...{ kind: 'seatLineChanged', ...about, facts: { ...facts, change: 'missed' } },
          key: `${key}/missed/${news.at.toISOString()}`,
        });
        return;
      case 'moved':
      case 'changed':
      case 'cancelled': {
        const { currency, venue, changes } = given;
        const { reason = '', price, experts = null } = changes[news.n - 1] ?? {};
        const change = { ...facts, reason, venueName: venue?.name ?? null };
        const terms = { price: price ? { ...price, currency } : null, experts };
        const what = { ...about, key: `${key}/${news.kind}/${news.n}` };
        if (news.kind === 'cancelled') await notices.tell({ kind: 'classCancelled', ...what, facts: change });
        else if (news.kind === 'moved')
          await notices.tell({ kind: 'classMoved', ...what, facts: { ...change, ...terms } });
        else await notices.tell({ kind: 'classChanged', ...what, facts: { ...facts, reason, ...terms } });
        return;
      }
      case 'live': {
        const { startsAt, isOn } = news;
        const { date, time: from } = civilNow(timeZone, startsAt);
        await notices.tell({
          ...{ kind: 'liveStarting', ...about, facts: { ...facts, date, from, isOn } },
          key: `${key}/live/${startsAt.toISOString()}`,
        });
        return;
      }
      case 'replay':
        await notices.tell({
          ...{ kind: 'replayOut', ...about, facts: { ...facts, classId: news.classId } },
          key: `${key}/replay`,
        });
        return;
      case 'comment': {
        const check = await openCheck(signUp, keys);
        // Written anew since: nobody decided about those words yet.
        if (!check || check.state === 'held' || signUp.rating?.decided?.at.getTime() !== news.at.getTime())
          return;
        const until = rateUntil(signUp, given);
        const isOpen = until !== null && civilNow(timeZone, news.at).date <= until;
        const { state: decision, reason } = check;
        await notices.tell({
          ...{ kind: 'commentDecided', ...about },
          facts: { ...facts, decision, reason, until: isOpen ? until : null },
          key: `${key}/comment/${news.at.toISOString()}`,
        });
        return;
      }
      case 'reminder': {
        const of = sessions.find(({ startsAt }) => startsAt.getTime() === news.startsAt.getTime());
        // Of a time that holds no more nobody is reminded.
        if (!isStanding(signUp) || !of) return;
        const when = { date: of.date, from: of.from, isFirst: of === first };
        await notices.tell({
          ...{ kind: 'classTomorrow', ...about },
          facts: { ...facts, ...when, venueName: given.venue?.name ?? null },
          key: `${key}/reminder/${news.startsAt.toISOString()}`,
        });
      }
    }
  }

  return untoldNews({
    listUntold: signUps.listUntold,
    tellAbout,
    markTold: (signUp) => signUps.decideOn(signUp._id, { kind: 'told', news: signUp.untold }),
  });
}
