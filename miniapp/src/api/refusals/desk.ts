import { fine, type Messages } from './message';

/** What only a desk is told. */
export const desk = {
  second_factor_required: {
    title: '先打开工作台',
    sentence: '输入验证器上的 6 位数字。',
    actions: [fine],
  },
  family_unknown: {
    title: '这个手机号还没有登记孩子',
    sentence: '请家长先在手机上登录并加上孩子。',
    actions: [fine],
  },
  card_invalid: {
    title: '这张卡用不了',
    sentence: '可能已经停用，可以用手机验证码代替。',
    actions: [fine],
  },
  pickup_code_invalid: {
    title: '接娃码不对',
    sentence: '可能用过、收回了，或不是今天的。',
    actions: [fine],
  },
  own_family: {
    title: '这是你自己家的',
    sentence: '要由另一位专员来办。',
    actions: [fine],
  },
  reason_required: {
    title: '写一下理由',
    sentence: '要让家长知道怎么办的、为什么。',
    actions: [fine],
  },
  centre_not_suspended: {
    title: '这家没有在这里暂停',
    sentence: '登记信息里的暂停，要由登记处解除。',
    actions: [fine],
  },
  answer_too_late: {
    title: '过了答复时间',
    sentence: '家长已经收到没人答复的通知，位置也让出来了。',
    actions: [fine],
  },
  booking_already_cancelled: {
    title: '这条已经取消了',
    sentence: '不用再答复，位置已经让出来了。',
    actions: [fine],
  },
  already_decided: {
    title: '已经答复过了',
    sentence: '答复只能有一次，请看结果。',
    actions: [fine],
  },
} as const satisfies Messages;
