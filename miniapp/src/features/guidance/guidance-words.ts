import type { Guidance } from './ask-guidance';

type Year = Guidance['years'][number];

export const contactWords: Record<Year['contacts'][number]['kind'], string> = {
  lecture: '家长课堂',
  activity: '亲子活动',
  live: '直播课',
  recorded: '录播课',
  homeVisit: '老师上门',
};

/** This year of a child; one without any contact where the service names none yet. */
export function thisYearOf({ years, thisYear }: Guidance): Year {
  return (
    years.find(({ year }) => year === thisYear) ?? {
      ...{ year: thisYear, contacts: [], hasEnough: false, isDeclined: false },
    }
  );
}

/** How this year stands, in a title and a sentence. */
export function guidanceWords(nickname: string, guidance: Guidance): { title: string; sentence: string } {
  const { contacts, hasEnough, isDeclined } = thisYearOf(guidance);
  const count = contacts.length;
  const goal = `每年至少 ${guidance.wantedPerYear} 次。`;
  if (!guidance.isUnderThree)
    return { title: `${nickname}满 3 岁了`, sentence: '3 岁以后不再计次，课照样能看。' };
  if (hasEnough) return { title: `${nickname}今年学过 ${count} 次，达标了`, sentence: `${goal}多学也记着。` };
  if (isDeclined) return { title: '今年说过不需要', sentence: '不会再提醒。课照样能报，报了就记。' };
  if (count > 0)
    return {
      title: `${nickname}今年学过 ${count} 次`,
      sentence: `${goal}还差 ${guidance.wantedPerYear - count} 次。`,
    };
  return { title: `${nickname}今年还没学过`, sentence: `${goal}挑一节就行。` };
}

export const employerWords = {
  hospital: '医院',
  university: '高校',
  society: '学会协会',
  centre: '托育机构',
  government: '政府部门',
  other: '其他单位',
} as const;
