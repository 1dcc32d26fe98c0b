import { edit, fine, type Messages, phone, retry } from './message';

/** About the request itself and who is asking. */
export const requests = {
  input_invalid: { title: '有 {n} 处要改', sentence: '改好再试，其他填的都还在。', actions: [edit] },
  body_malformed: { title: '没发完整', sentence: '填的都还在，再发一次。', actions: [retry] },
  body_too_large: { title: '内容太多了', sentence: '写短一点，或分两次。', actions: [edit] },
  media_type_unsupported: { title: '这种内容收不了', sentence: '更新到新版再试。', actions: [retry] },
  idempotency_key_missing: { title: '没办成', sentence: '重新打开这一页，再按一次。', actions: [retry] },
  idempotency_key_reused: {
    title: '这一步和刚才的不一样',
    sentence: '请重新看一遍再确认，不会约两次。',
    actions: [{ step: 'retry', label: '重新确认' }],
  },
  rate_limited: { title: '按得有点快', sentence: '{n} 秒后再试。急事请打电话。', actions: [fine] },
  not_found: {
    title: '找不到了',
    sentence: '可能已经删除，或者这条不是你家的。',
    actions: [{ step: 'home', label: '回首页' }],
  },
  retry: { title: '同时按的人多', sentence: '没占到，也没有重复。再按一次。', actions: [retry] },
  service_unavailable: {
    title: '正在维护',
    sentence: '大约 {time} 恢复。急用请打园方电话。',
    actions: [retry],
  },
  server_error: {
    title: '没办成，是我们这边的问题',
    sentence: '填的都还在。报修时说这个号：{requestId}。',
    actions: [retry, phone],
  },
  sign_in_required: {
    title: '先登录一下',
    sentence: '登录后接着办，刚才填的都在。',
    actions: [
      { step: 'signIn', label: '用手机号登录' },
      { step: 'notNow', label: '先不登录' },
    ],
  },
  session_expired: {
    title: '登录过期了',
    sentence: '再登录一次，刚才填的都在。',
    actions: [{ step: 'signIn', label: '登录' }],
  },
  phone_invalid: {
    title: '手机号不对',
    sentence: '要 11 位数字。',
    actions: [{ step: 'edit', label: '重新输入' }],
  },
  code_wrong: {
    title: '验证码不对',
    sentence: '还可以试 {n} 次。',
    actions: [
      { step: 'edit', label: '重新输入' },
      { step: 'resendCode', label: '再发一次' },
    ],
  },
  code_expired: {
    title: '验证码过期了',
    sentence: '5 分钟内有效，再发一个。',
    actions: [{ step: 'resendCode', label: '再发一次' }],
  },
  wechat_code_invalid: { title: '微信登录没成', sentence: '凭证过期了，再点一次。', actions: [retry] },
  wechat_account_blocked: {
    title: '微信限制了这个账号',
    sentence: '可以用手机号登录。',
    actions: [{ step: 'signIn', label: '用手机号登录' }],
  },
  phone_has_other_wechat: {
    title: '这个手机号连着另一个微信',
    sentence: '用短信验证码登录，就能回到原来的家。',
    actions: [{ step: 'signIn', label: '用手机号登录' }],
  },
  network_unreachable: {
    title: '没有网络',
    sentence: '填的都存在手机里，连上网再发，只发一次。',
    actions: [{ step: 'retry', label: '重新连接' }],
  },
} as const satisfies Messages;
