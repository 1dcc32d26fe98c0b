import type { Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import { DomainError } from '../../lib/domain-error.js';
import type { EventDoc, LiveModel, QuestionDoc } from './live.model.js';
import { aliasName } from './live.rules.js';

export type LiveEvent = Reply<'listLiveEvents'>['events'][number];
/** A line to be written, once for its mark. */
export type NewLine = Pick<EventDoc, 'mark' | 'kind' | 'at'> &
  Partial<Pick<EventDoc, 'questionId' | 'alias' | 'text' | 'print'>>;

type Deps = { model: LiveModel; keys: FamilyKeys };
export type LiveLog = ReturnType<typeof liveLog>;

/** How often a number may turn out to be taken: as many lines as all other processes write meanwhile. */
const maxTries = 500;
const hostName = '主持人';

/** The log of a room: written at its end only, by any process, and read from any line on. */
export function liveLog({ model, keys }: Deps) {
  const { events, questions } = model;
  /** Of each room, what its last line was when this process looked. */
  const lasts = new Map<string, number>();
  /** Lines of one room wait for each other here: the number is tried once, not by each of them. */
  const queues = new Map<string, Promise<unknown>>();
  const listeners = new Set<(classId: string) => void>();

  /** @returns its number, also where it had been written before. @throws DomainError retry */
  function append(classId: string, line: NewLine): Promise<number> {
    const before = queues.get(classId) ?? Promise.resolve();
    const written = before.catch(() => undefined).then(() => appendNow(classId, line));
    queues.set(classId, written);
    const forget = () => {
      if (queues.get(classId) === written) queues.delete(classId);
    };
    written.then(forget, forget);
    return written;
  }

  async function appendNow(classId: string, line: NewLine): Promise<number> {
    let last = lasts.get(classId) ?? (await events.findLast(classId));
    for (let tries = 0; tries < maxTries; tries += 1) {
      const seq = last + 1;
      const event: EventDoc = {
        ...{ _id: `${classId}/${seq}`, classId, seq },
        ...{ questionId: null, alias: null, text: null, print: null, ...line },
      };
      if (await events.insert(event)) {
        remember(classId, seq);
        for (const listener of listeners) listener(classId);
        return seq;
      }
      const written = await events.findMark(classId, line.mark);
      if (written) return written.seq;
      last = await events.findLast(classId);
    }
    throw new DomainError('retry');
  }

  function remember(classId: string, seq: number): void {
    lasts.delete(classId);
    lasts.set(classId, seq);
    const [oldest] = lasts.keys();
    if (lasts.size > 1000 && oldest !== undefined) lasts.delete(oldest);
  }

  /** Lines after that number, as everybody may read them, in order and without a gap. */
  async function read(classId: string, after: number, limit: number): Promise<LiveEvent[]> {
    const lines = await events.listAfter(classId, after, limit);
    const ids = lines.flatMap(({ questionId }) => questionId ?? []);
    const asked = ids.length === 0 ? [] : await questions.findMany([...new Set(ids)]);
    const byId = new Map(
      await Promise.all(asked.map(async (one) => [one._id, await shownWords(one)] as const)),
    );
    return lines.map((line) => toEvent(line, byId.get(line.questionId ?? '') ?? null));
  }

  async function shownWords(question: QuestionDoc): Promise<Words | null> {
    return question.state === 'shown' ? openWords(question) : null;
  }

  /** Null where its family is gone. */
  async function openWords(question: QuestionDoc): Promise<Words | null> {
    const key = await keys.find(question.familyId);
    if (!key) return null;
    const { _id, sealed, sealedAnswer } = question;
    return {
      text: key.open(placeOf(_id, 'text'), sealed),
      answer: sealedAnswer === null ? null : key.open(placeOf(_id, 'answer'), sealedAnswer),
    };
  }

  return {
    ...{ append, read, openWords },
    findLast: events.findLast,
    /** Told of each line that this process wrote. */
    onLine(listener: (classId: string) => void): void {
      listeners.add(listener);
    },
  };
}

export type Words = { text: string; answer: string | null };
export const placeOf = (questionId: string, part: 'text' | 'answer'): string =>
  `liveQuestions/${questionId}/${part}`;

function toEvent({ seq, at, kind, questionId, alias, text }: EventDoc, words: Words | null): LiveEvent {
  const shown = { seq, at: at.toISOString(), kind, questionId };
  if (kind === 'asked') return { ...shown, by: aliasName(alias ?? 0), text: words?.text ?? null };
  if (kind === 'answered') return { ...shown, by: hostName, text: words?.answer ?? null };
  if (kind === 'announced') return { ...shown, by: hostName, text };
  return { ...shown, by: null, text: null };
}
