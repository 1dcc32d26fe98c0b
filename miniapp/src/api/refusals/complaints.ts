import { fine, type Messages } from './message';

/** About complaints. */
export const complaints = {
  complaint_already_closed: {
    title: '这件已经结束',
    sentence: '结束时间 {date}。现在还能做什么，看进度。',
    actions: [fine],
  },
  complaint_already_reopened: {
    title: '已经重新办过一次',
    sentence: '重新办只有一次。有上一级的可以交上去，也可以打 12345。',
    actions: [fine],
  },
  complaint_move_refused: {
    title: '现在不能这样办',
    sentence: '刚刚有变化，看一下最新进度。',
    actions: [fine],
  },
  reopen_too_late: {
    title: '过了重新办的时间',
    sentence: '结束后 {n} 天内可以重新办。可以再反映一次。',
    actions: [fine],
  },
  escalation_too_early: {
    title: '还在期限里',
    sentence: '没有按时受理或办结，就可以交给上一级。',
    actions: [fine],
  },
  escalation_too_late: {
    title: '过了交给上一级的时间',
    sentence: '结束后 {n} 天内可以交给上一级。可以再反映一次，也可以打 12345。',
    actions: [fine],
  },
  body_without_desk: {
    title: '那边没有人能在这里看到',
    sentence: '交办只能交给在这里有账号、看得到这件的一方。其他部门用转给外部部门。',
    actions: [fine],
  },
  no_higher_level: { title: '已经是最上一级', sentence: '可以打 12345，或走信访。', actions: [fine] },
  too_many_additions: {
    title: '补充得太多了',
    sentence: '最多补充 {n} 次。急事请打电话。',
    actions: [fine],
  },
  addition_too_late: {
    title: '过了补充的时间',
    sentence: '结束 {n} 天后补充没有人看到。请再反映一次。',
    actions: [fine],
  },
  urgent_not_withdrawn: {
    title: '紧急的事撤不了',
    sentence: '关系到孩子的安全，不管谁让撤，都要查清楚。情况有变化，补充说明就行。',
    actions: [fine],
  },
  extension_too_late: {
    title: '已经超期',
    sentence: '超期的不能再延期，先告诉家长办到哪了。',
    actions: [fine],
  },
  tracking_code_wrong: {
    title: '查不到这个码',
    sentence: '码是 16 位，分四组，不分大小写。',
    actions: [{ step: 'edit', label: '重新输入' }],
  },
} as const satisfies Messages;
