import type { Reply } from '@nearcare/shared/contract/types';
import { dayWords } from '../../ui/words/civil-words';
import type { DataPart } from './my-data-words';

type MyData = Reply<'exportMyData'>;
type Words = { nameOf: (childId: string) => string; at: (instant: string) => string };

const kinds: Record<MyData['guidance']['contacts'][number]['kind'], string> = {
  lecture: '家长课堂',
  activity: '亲子活动',
  live: '直播',
  recorded: '录播',
  homeVisit: '入户指导',
};
const visitStates: Record<MyData['homeVisits'][number]['status'], string> = {
  requested: '等安排',
  offered: '选时间',
  agreed: '约好了',
  done: '来过了',
  cancelled: '取消了',
  declined: '来不了',
};

const signUpStates: Record<MyData['classSignUps'][number]['status'], string> = {
  confirmed: '报上了',
  waiting: '在排队',
  offered: '有名额留着',
  attended: '上过了',
  absent: '没到',
  cancelled: '取消了',
  declined: '没要名额',
  expired: '过了时间',
  closed: '课取消了',
  over: '没排到',
};

/** What children were given beside care: classes, guidance, answers of experts, visits at home. */
export function guidedParts(data: MyData, { nameOf, at }: Words): DataPart[] {
  const { contacts, declined, homeDistrictCode } = data.guidance;
  return [
    {
      title: '课堂报名',
      none: '没有报过名',
      items: data.classSignUps.map((one) => ({
        title: `${nameOf(one.childId)}，${one.title}`,
        facts: [
          ['哪天', one.firstDay === null ? '随时' : dayWords(one.firstDay)],
          ['状态', signUpStates[one.status]],
          ['给的星', one.stars === null ? '没评' : `${one.stars} 颗`],
          ['写的话', one.comment ?? '没写'],
          ['报名', at(one.joinedAt)],
        ],
      })),
    },
    {
      title: '育儿指导',
      none: homeDistrictCode === null ? '还没有记录' : `还没有记录，住在 ${homeDistrictCode} 这个区`,
      items: [
        ...contacts.map(({ childId, on, kind, title }) => ({
          title: `${nameOf(childId)}，${title}`,
          facts: [
            ['哪天', dayWords(on)],
            ['方式', kinds[kind]],
            ['住的区', homeDistrictCode ?? '没说'],
          ] as const,
        })),
        ...declined.map(({ childId, year }) => ({
          title: `${nameOf(childId)}，${year} 年`,
          facts: [['你说', '不需要']] as const,
        })),
      ],
    },
    {
      title: '问专家',
      none: '没有问过',
      items: data.expertQuestions.map((one) => ({
        title: `${nameOf(one.childId)}，${one.expertName}`,
        facts: [
          ['写了', one.text],
          ['答复', one.answer?.text ?? '还没有'],
          ['提问', at(one.askedAt)],
        ],
      })),
    },
    {
      title: '入户指导',
      none: '没有申请过',
      items: data.homeVisits.map((one) => ({
        title: `${nameOf(one.childId)}，${one.providerName}`,
        facts: [
          ['状态', visitStates[one.status]],
          ['时间', one.slot === null ? '没定' : dayWords(one.slot.date)],
          ['地址', one.address === null ? '没存' : `${one.area ?? ''} ${one.address}`],
          ['想了解', one.wishes ?? '没写'],
          ['你说', one.noneFits ?? '没说'],
          ['结束的原因', one.endReason ?? '没说'],
          [
            '记录',
            one.report === null ? '没有' : [one.report.text, one.report.advice ?? ''].join(' ').trim(),
          ],
          ['申请', at(one.requestedAt)],
        ],
      })),
    },
  ];
}
