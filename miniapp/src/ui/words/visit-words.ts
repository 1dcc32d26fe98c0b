import type { Reply } from '@nearcare/shared/contract/types';

type HomeVisit = Reply<'getHomeVisit'>;
type Tint = 'green' | 'apricot' | 'plain' | 'indigo' | 'red';

export const visitStatus: Record<HomeVisit['status'], { word: string; tint: Tint }> = {
  requested: { word: '等安排', tint: 'apricot' },
  offered: { word: '选时间', tint: 'apricot' },
  agreed: { word: '约好了', tint: 'green' },
  done: { word: '来过了', tint: 'plain' },
  cancelled: { word: '取消了', tint: 'plain' },
  declined: { word: '来不了', tint: 'plain' },
};

export const visitTimeWords: Record<HomeVisit['times'][number], string> = {
  workdayMorning: '工作日上午',
  workdayAfternoon: '工作日下午',
  evening: '晚上',
  weekend: '周末',
};
