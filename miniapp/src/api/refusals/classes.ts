import { edit, fine, type Messages } from './message';

/** About parenting classes. */
export const classes = {
  class_cancelled: { title: '这堂课取消了', sentence: '原因：{reason}。可以看看别的课。', actions: [fine] },
  class_over: { title: '这堂课已经结束', sentence: '可以看看别的课，有的有回放。', actions: [fine] },
  class_changed: {
    title: '刚刚有人改过这堂课',
    sentence: '请看一眼最新的内容，再改一次。',
    actions: [{ step: 'retry', label: '看最新的' }],
  },
  class_age_unfit: {
    title: '{child}的月龄不合适',
    sentence: '上课那天{child} {age} 个月，这堂课适合 {n} 到 {m} 个月。',
    actions: [fine],
  },
  class_full: { title: '名额满了', sentence: '可以排候补，有人退出就轮到你们。', actions: [fine] },
  class_others_waiting: {
    title: '这个名额有人在等',
    sentence: '要先让排队的家庭选，可以排候补。',
    actions: [fine],
  },
  class_family_limit: {
    title: '一家的名额用完了',
    sentence: '这堂课一家最多报 {n} 个孩子。',
    actions: [fine],
  },
  already_signed_up: { title: '已经报过名了', sentence: '在“我的课”里可以看到。', actions: [fine] },
  sign_up_not_open: { title: '还没开始报名', sentence: '{date} {time} 开始报名。', actions: [fine] },
  sign_up_over: { title: '报名截止了', sentence: '{date} {time} 截止。可以看看别的课。', actions: [fine] },
  class_cancel_too_late: {
    title: '过了可以取消的时间',
    sentence: '{date} {time} 前能取消。来不了请告诉主办方。',
    actions: [fine],
  },
  class_rating_closed: {
    title: '现在不能评价',
    sentence: '到场上过课的家庭，课后 {n} 天内可以评价。',
    actions: [fine],
  },
  expert_not_in_pool: {
    title: '专家库里没有这位',
    sentence: '第 {n} 位不在本区的专家库里，可能刚刚离开。去掉再选一位，或者重新写名字。',
    actions: [edit],
  },
  check_in_not_open: { title: '还没到签到时间', sentence: '{date} {time} 开始签到。', actions: [fine] },
  check_in_over: { title: '签到结束了', sentence: '{date} {time} 之后不能再改。', actions: [fine] },
  check_in_code_wrong: {
    title: '没有这个签到码',
    sentence: '请核对是不是这堂课的六位数字。',
    actions: [edit],
  },
} as const satisfies Messages;
