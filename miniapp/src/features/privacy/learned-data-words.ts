import { lengthWords } from '../../ui/words/class-words';
import type { DataPart, MyData } from './my-data-words';

const questionStates = { held: '等主持人看', shown: '大家看得到', hidden: '藏起来了' } as const;

/** What the family learned from recordings and in live rooms, and asked there. */
export function learnedParts(data: MyData, { at }: { at: (instant: string) => string }): DataPart[] {
  const titleOf = (classId: string) =>
    data.classSignUps.find((one) => one.classId === classId)?.title ?? '一节课';
  return [
    {
      title: '录播课学到哪里',
      none: '没有学过录播课',
      items: data.lessons.map((one) => ({
        title: titleOf(one.classId),
        facts: [
          ['放过', lengthWords(one.playedSeconds)],
          ['开始', at(one.startedAt)],
          ['最近', at(one.updatedAt)],
          ['学完', one.finishedAt === null ? '还没有' : at(one.finishedAt)],
        ],
      })),
    },
    {
      title: '直播里的提问',
      none: '没有在直播里问过',
      items: data.live.questions.map((one) => ({
        title: titleOf(one.classId),
        facts: [
          ['问的', one.text],
          ['回答', one.answer ?? '没有'],
          ['状态', questionStates[one.state]],
          ['时间', at(one.askedAt)],
        ],
      })),
    },
    {
      title: '看过的直播',
      none: '没有看过直播',
      items: data.live.attended.map((one) => ({
        title: titleOf(one.classId),
        facts: [
          ['在直播间', lengthWords(one.presentSeconds)],
          ['进来', at(one.firstAt)],
          ['看够了', one.attendedAt === null ? '没有' : at(one.attendedAt)],
        ],
      })),
    },
    {
      title: '请先听的直播',
      none: '没有',
      items: data.live.mutedIn.map((classId) => ({
        title: titleOf(classId),
        facts: [['现在', '主持人请你们先听，不能提问']],
      })),
    },
  ];
}
