import type { LiveEvent, LiveView } from '../../api/live-messages';

export type LiveQuestion = {
  id: string;
  by: string;
  text: string;
  answer: string | null;
  answeredBy: string | null;
};

/** What a room shows of its log: the last notice, and the questions that are not hidden, the last asked first. */
export function roomOf(events: readonly LiveEvent[]): {
  notice: LiveEvent | null;
  questions: LiveQuestion[];
} {
  const questions = new Map<string, LiveQuestion>();
  let notice: LiveEvent | null = null;
  for (const event of events) {
    const { kind, questionId: id, text, by } = event;
    if (kind === 'announced' && text !== null) notice = event;
    if (id === null) continue;
    const asked = questions.get(id);
    if (kind === 'asked' && text !== null)
      questions.set(id, {
        id,
        by: by ?? '家长',
        text,
        answer: asked?.answer ?? null,
        answeredBy: asked?.answeredBy ?? null,
      });
    if (kind === 'answered' && asked !== undefined)
      questions.set(id, { ...asked, answer: text, answeredBy: by });
    if (kind === 'hidden') questions.delete(id);
  }
  return { notice, questions: [...questions.values()].reverse() };
}

/** The one line on how the connection stands; null while there is nothing to say. */
export function linkWords({ link, caughtUp, stoppedBy }: LiveView, pollSeconds: number): string | null {
  switch (link) {
    case 'connecting':
      return '正在进直播间';
    case 'reconnecting':
      return '正在重连，不会漏消息';
    case 'polling':
      return `网络不稳，每 ${pollSeconds} 秒更新一次`;
    case 'stopped':
      return stoppedBy === 'gone'
        ? '直播间关了'
        : stoppedBy === 'signedOut'
          ? '登录过期了，登录后接着看'
          : stoppedBy === 'deskClosed'
            ? '工作台关了，打开后接着主持'
            : '报名后能看到提问';
    case 'open':
      if (caughtUp === null) return null;
      return caughtUp === 0 ? '断网已恢复，没有漏' : `断网已恢复，补上 ${caughtUp} 条`;
  }
}
