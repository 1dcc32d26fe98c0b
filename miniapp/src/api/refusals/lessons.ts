import { edit, fine, type Messages, retry } from './message';

/** About recorded and live classes. */
export const lessons = {
  sign_up_first: {
    title: '要先报名',
    sentence: '报名很快，报好就能看、能提问。',
    actions: [{ step: 'back', label: '去报名' }],
  },
  lesson_not_ready: {
    title: '录像还没放上来',
    sentence: '主办方放好以后就能看，过两天再来。',
    actions: [fine],
  },
  class_not_recorded: { title: '这堂课不是录播', sentence: '只有录播课能放录像。', actions: [fine] },
  chapters_wrong: {
    title: '章节或文字稿的时间不对',
    sentence: '要从早到晚排，第一章从 0 秒开始，都在录像长度以内。',
    actions: [edit],
  },
  media_url_refused: {
    title: '这个视频地址用不了',
    sentence: '只能用已经允许的网站，请和运营人员确认。',
    actions: [edit],
  },
  live_not_on: { title: '现在没有在直播', sentence: '直播开始后可以提问。', actions: [fine] },
  live_too_early: { title: '还没到开播时间', sentence: '{time} 起可以开播。', actions: [fine] },
  live_muted: { title: '暂时不能提问', sentence: '主持人请你先听一会儿，直播可以接着看。', actions: [fine] },
  live_move_refused: {
    title: '现在不能这样办',
    sentence: '刚刚有变化，看一下直播间的最新情况。',
    actions: [retry],
  },
  live_questions_too_fast: {
    title: '问题有点多了',
    sentence: '先等主持人回答前面的，{n} 秒后再问。',
    actions: [fine],
  },
} as const satisfies Messages;
