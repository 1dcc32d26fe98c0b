import { edit, fine, type Messages, nearby } from './message';

/** About yearly guidance, questions to experts and home visits. */
export const guidance = {
  guidance_year_over: {
    title: '只能说今年的',
    sentence: '现在是 {n} 年。',
    actions: [fine],
  },
  question_looks_urgent: {
    title: '像是急症，先打急救电话',
    sentence: '先打 {number}。不急的话，确认后再发。',
    actions: [{ step: 'call', label: '打急救电话' }, edit],
  },
  questions_not_taken: {
    title: '这位专家现在不收问题',
    sentence: '可以看看别的专家，或打 12345 问妇幼保健院。',
    actions: [fine],
  },
  too_many_questions: {
    title: '今天问得够多了',
    sentence: '一家一天最多问 {n} 个。明天再问。',
    actions: [fine],
  },
  home_visits_not_offered: {
    title: '这里还没有入户指导',
    sentence: '可以先看看附近的课。',
    actions: [nearby],
  },
  home_visit_already_open: {
    title: '已经申请过了',
    sentence: '这个孩子有一次还没结束。',
    actions: [fine],
  },
  home_visit_moved: {
    title: '刚刚有变化',
    sentence: '看一下现在到哪一步了，再决定。',
    actions: [{ step: 'retry', label: '看最新' }],
  },
  home_visit_too_early: {
    title: '还没到上门时间',
    sentence: '{date} {time} 以后才能写记录。',
    actions: [fine],
  },
  visit_time_gone: {
    title: '这个时间选不了了',
    sentence: '选别的时间，或说都不合适。',
    actions: [{ step: 'retry', label: '看最新' }],
  },
} as const satisfies Messages;
