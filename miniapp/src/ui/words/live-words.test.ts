import { describe, expect, it } from 'vitest';
import type { LiveEvent, LiveView } from '../../api/live-messages';
import { linkWords, roomOf } from './live-words';

const event = (seq: number, kind: LiveEvent['kind'], over: Partial<LiveEvent> = {}): LiveEvent => ({
  ...{ seq, kind, at: '2026-11-24T01:00:00.000Z', questionId: null, by: null, text: null },
  ...over,
});

const view: LiveView = {
  ...{ events: [], link: 'open', stoppedBy: null, caughtUp: null },
  ...{ state: 'live', viewers: 3, held: null, isMuted: null, roomChanges: 0 },
};

describe('a room, from its log', () => {
  it('shows the last notice, and questions with their answers, the last asked first', () => {
    const { notice, questions } = roomOf([
      event(1, 'started'),
      event(2, 'announced', { text: '先讲一会儿' }),
      event(3, 'asked', { questionId: 'a', by: '家长 A', text: '要不要收？' }),
      event(4, 'asked', { questionId: 'b', by: '家长 B', text: '奶要不要停？' }),
      event(5, 'answered', { questionId: 'a', by: '周敏', text: '可以收' }),
      event(6, 'announced', { text: '9:50 答疑' }),
    ]);
    expect(notice?.text).toBe('9:50 答疑');
    expect(questions.map(({ id, answer }) => [id, answer])).toEqual([
      ['b', null],
      ['a', '可以收'],
    ]);
  });

  it('shows no question that was hidden or whose family left, and one that is shown again', () => {
    const hidden = [
      event(1, 'asked', { questionId: 'a', by: '家长 A', text: '广告' }),
      event(2, 'asked', { questionId: 'b', by: '家长 B' }),
      event(3, 'hidden', { questionId: 'a' }),
    ];
    expect(roomOf(hidden).questions).toEqual([]);
    const again = [...hidden, event(4, 'asked', { questionId: 'a', by: '家长 A', text: '其实是问题' })];
    expect(roomOf(again).questions.map(({ text }) => text)).toEqual(['其实是问题']);
  });
});

describe('the line on the connection', () => {
  it('says that nothing is lost, what was made up, and then nothing', () => {
    expect(linkWords({ ...view, link: 'reconnecting' }, 10)).toBe('正在重连，不会漏消息');
    expect(linkWords({ ...view, caughtUp: 3 }, 10)).toBe('断网已恢复，补上 3 条');
    expect(linkWords(view, 10)).toBeNull();
    expect(linkWords({ ...view, link: 'polling' }, 10)).toBe('网络不稳，每 10 秒更新一次');
  });
});
