import type { LiveModel, Owed, QuestionDoc, RoomDoc } from './live.model.js';
import type { LiveLog } from './live-log.js';
import type { Rooms } from './rooms.js';

type Deps = { model: LiveModel; rooms: Rooms; log: LiveLog };
export type RoomLines = ReturnType<typeof roomLines>;

/**
 * Writes into the log what was decided about rooms and questions: the decision is kept with the line it owes, then the line
 * is written, once for its mark, then it is owed no more. Whoever comes next does what a crash left.
 */
export function roomLines({ model, rooms, log }: Deps) {
  /** @returns the room that owes nothing */
  async function ofRoom(room: RoomDoc): Promise<RoomDoc> {
    if (room.owed.length === 0) return room;
    for (const line of room.owed) await log.append(room._id, line);
    const written = new Set(room.owed.map(({ mark }) => mark));
    return rooms.change(room._id, (current) => ({
      ...current,
      owed: current.owed.filter(({ mark }) => !written.has(mark)),
    }));
  }

  /** @returns the question as it stands, owing nothing unless somebody decided about it meanwhile */
  async function ofQuestion(question: QuestionDoc): Promise<QuestionDoc> {
    const { _id, classId, alias, owed } = question;
    if (!owed) return question;
    await log.append(classId, { ...owed, questionId: _id, alias });
    const { isOwing: _, ...rest } = question;
    const next: QuestionDoc = { ...rest, owed: null, rev: question.rev + 1 };
    return (await model.questions.write(next)) ? next : ((await model.questions.find(_id)) ?? next);
  }

  return { ofRoom, ofQuestion };
}

/** The question with this decided, and the line that it owes. */
export function deciding(
  question: QuestionDoc,
  changed: Partial<QuestionDoc>,
  line: Pick<Owed, 'kind' | 'at'> | null,
): QuestionDoc {
  const turn = question.turn + 1;
  const next = { ...question, ...changed, turn, rev: question.rev + 1 };
  return line
    ? { ...next, owed: { ...line, mark: `${line.kind}/${question._id}/${turn}` }, isOwing: true }
    : next;
}
