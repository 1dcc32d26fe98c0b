import type { Clock } from '../../lib/clock.js';
import type { LiveModel } from './live.model.js';
import type { LiveOfFamily } from './live.public.js';
import { slotSeconds } from './live.rules.js';
import type { LiveLog } from './live-log.js';

type Deps = { model: LiveModel; log: LiveLog; clock: Clock };

export function liveOfFamily({ model, log, clock }: Deps): LiveOfFamily {
  return {
    async listForExport(familyId) {
      const [questions, presence, viewers] = await Promise.all([
        model.questions.listOfFamily(familyId),
        model.presence.listOfFamily(familyId),
        model.viewers.listOfFamily(familyId),
      ]);
      const opened = await Promise.all(
        questions.map(async (one) => ({ one, words: await log.openWords(one) })),
      );
      return {
        questions: opened.flatMap(({ one: { classId, askedAt, state }, words }) =>
          words ? [{ classId, askedAt: askedAt.toISOString(), state, ...words }] : [],
        ),
        attended: presence.map(({ classId, slots, firstAt, attendedAt }) => ({
          ...{ classId, presentSeconds: slots * slotSeconds, firstAt: firstAt.toISOString() },
          attendedAt: attendedAt?.toISOString() ?? null,
        })),
        mutedIn: viewers.filter(({ isMuted }) => isMuted).map(({ classId }) => classId),
      };
    },
    async eraseFamily(familyId) {
      for (const { _id, classId, alias } of await model.questions.listOfFamily(familyId)) {
        // Phones that show it, and processes that keep it in memory, forget it by this line.
        const line = { mark: `gone/${_id}`, kind: 'hidden' as const, at: clock.now() };
        await log.append(classId, { ...line, questionId: _id, alias });
        await model.questions.erase(_id);
      }
      await model.viewers.eraseFamily(familyId);
      await model.presence.eraseFamily(familyId);
    },
  };
}
