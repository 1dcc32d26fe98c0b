import { fine, type Messages, nearby } from './message';

/** About care by the month. */
export const enrolments = {
  no_month_price: {
    title: '这家没有按月的价格',
    sentence: '可以约单次，或换一家。',
    actions: [nearby],
  },
  places_short: { title: '有 {n} 天没有空位', sentence: '先看看是哪几天：{dates}。', actions: [fine] },
  enrolment_already_open: {
    title: '这家已经申请过了',
    sentence: '等机构答复，不用重复申请。',
    actions: [fine],
  },
} as const satisfies Messages;
