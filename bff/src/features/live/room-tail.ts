import type { LiveEvent, LiveLog } from './live-log.js';

/** Lines that a process keeps of a room: who comes from further back reads them from the store. */
const mostKept = 500;
const pageSize = 200;

export type Tail = Awaited<ReturnType<typeof roomTail>>;
type Line = { event: LiveEvent /** As it is sent to everybody. */; message: string };

/** The end of a room's log in memory, written out once for all who look on. */
export async function roomTail(log: LiveLog, classId: string) {
  let last = await log.findLast(classId);
  let lines = (await log.read(classId, Math.max(0, last - mostKept), mostKept)).map(toLine);
  last = lines.at(-1)?.event.seq ?? 0;
  let extending: Promise<boolean> | null = null;
  let following: Promise<boolean> | null = null;

  /**
   * Takes in what was written until now. One look at a time: those who ask meanwhile share the next one.
   * @returns whether there was any
   */
  function extend(): Promise<boolean> {
    if (!extending) {
      extending = extendNow().finally(() => {
        extending = null;
      });
      return extending;
    }
    const again = () => {
      following = null;
      return extend();
    };
    following ??= extending.then(again, again);
    return following;
  }

  async function extendNow(): Promise<boolean> {
    const before = last;
    for (;;) {
      const added = await log.read(classId, last, pageSize);
      for (const event of added) take(event);
      if (added.length < pageSize) return last > before;
    }
  }

  function take(event: LiveEvent): void {
    // Hidden words are not told to who comes later, nor an old answer beside the new one.
    if (event.kind !== 'asked') forgetWords(event);
    lines.push(toLine(event));
    last = event.seq;
    if (lines.length > 2 * mostKept) lines = lines.slice(-mostKept);
  }

  function forgetWords({ kind, questionId }: LiveEvent): void {
    if (questionId === null) return;
    lines = lines.map((line) =>
      line.event.questionId === questionId && (kind === 'hidden' || line.event.kind === kind)
        ? toLine({ ...line.event, text: null })
        : line,
    );
  }

  /** Where the line after that number stands; null: it is no more kept, or is still to come. */
  function indexAfter(after: number): number | null {
    const first = lines[0]?.event.seq ?? last + 1;
    return after + 1 < first ? null : after + 1 - first;
  }

  return {
    extend,
    last: () => last,
    /** Null where they are older than what is kept. */
    after(after: number, limit: number): LiveEvent[] | null {
      const index = indexAfter(after);
      return index === null ? null : lines.slice(index, index + limit).map(({ event }) => event);
    },
    /** The message of the line after that number; null where it is older than what is kept. */
    messageAfter(after: number): string | null {
      const index = indexAfter(after);
      return index === null ? null : (lines[index]?.message ?? null);
    },
  };
}

export const toLine = (event: LiveEvent): Line => ({
  event,
  message: JSON.stringify({ type: 'event', event }),
});
