import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { LearningRules } from '../../regions/learning-rules.js';
import type { LiveModel, ViewerDoc } from './live.model.js';
import { withQuestion } from './live.rules.js';
import type { Rooms } from './rooms.js';

const maxTries = 20;

export type Viewers = ReturnType<typeof viewers>;

/** What a room knows of each family: its letter, whether the host muted it, and when it asked. */
export function viewers({ model, rooms }: { model: LiveModel; rooms: Rooms }) {
  const idOf = (classId: string, familyId: string): string => derivedId('lw', classId, familyId);

  async function find(classId: string, familyId: string): Promise<ViewerDoc> {
    const _id = idOf(classId, familyId);
    return (
      (await model.viewers.find(_id)) ?? {
        ...{ _id, rev: 0, classId, familyId, alias: null, isMuted: false, asked: [] },
      }
    );
  }

  async function change(
    classId: string,
    familyId: string,
    changeOf: (viewer: ViewerDoc) => ViewerDoc,
  ): Promise<ViewerDoc> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const viewer = await find(classId, familyId);
      const changed = changeOf(viewer);
      if (changed === viewer) return viewer;
      const next = { ...changed, rev: viewer.rev + 1 };
      if (await model.viewers.write(next)) return next;
    }
    throw new DomainError('retry');
  }

  /**
   * Counts a question of this family, and gives it a letter with its first. Once for each question.
   * @throws DomainError live_muted, live_questions_too_fast, retry
   */
  async function takeQuestion(
    { classId, familyId }: Pick<ViewerDoc, 'classId' | 'familyId'>,
    question: { id: string; at: Date },
    rules: LearningRules['live'],
  ): Promise<number> {
    const before = await find(classId, familyId);
    // A letter that nobody came to use, after a crash, is left out: letters only have to differ.
    const alias = before.alias ?? (await rooms.change(classId, withLetter)).aliases - 1;
    const viewer = await change(classId, familyId, (current) => {
      if (current.isMuted) throw new DomainError('live_muted');
      const counted = withQuestion(current.asked, question, rules);
      if ('waitSeconds' in counted)
        throw new DomainError('live_questions_too_fast', { n: counted.waitSeconds });
      return { ...current, alias: current.alias ?? alias, asked: counted.asked };
    });
    return viewer.alias ?? alias;
  }

  return { find, change, takeQuestion };
}

const withLetter = <Room extends { aliases: number }>(room: Room): Room => ({
  ...room,
  aliases: room.aliases + 1,
});
