import type { ApiError, ClientErrorCode, Facts } from './problem';

/** What a parent can do next. The screen that shows the message decides how; what it cannot do it leaves out. */
export type NextStep =
  | 'retry'
  | 'call'
  | 'dismiss'
  | 'back'
  | 'home'
  | 'signIn'
  | 'notNow'
  | 'resendCode'
  | 'edit'
  | 'changeDate'
  | 'seeNearby'
  | 'seeBookings'
  | 'requote'
  | 'pickOnMap'
  | 'widen'
  | 'readConsent';

export type ErrorMessage = {
  readonly title: string;
  readonly sentence: string;
  readonly actions: readonly { readonly step: NextStep; readonly label: string }[];
};

const retry = { step: 'retry', label: '再试一次' } as const;
const nearby = { step: 'seeNearby', label: '看附近' } as const;
const otherDay = { step: 'changeDate', label: '选日期' } as const;
const edit = { step: 'edit', label: '去改' } as const;
const phone = { step: 'call', label: '打电话' } as const;
const fine = { step: 'dismiss', label: '知道了' } as const;

/** One message for every code; `{n}` and the like are filled from the facts of the refusal. */
export const errorMessages: Readonly<Record<ClientErrorCode, ErrorMessage>> = {
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
  place_unknown: {
    title: '不认识这个地方',
    sentence: '换个写法，或在地图上选。',
    actions: [{ step: 'pickOnMap', label: '在地图上选' }],
  },
  radius_too_large: {
    title: '找得太远了',
    sentence: '最远 {n} 公里。',
    actions: [{ step: 'widen', label: '改成 {n} 公里' }],
  },
  too_many_saved_centres: {
    title: '收藏满了',
    sentence: '最多收藏 {n} 家，先取消几家。',
    actions: [fine],
  },
  child_not_born: { title: '出生日期在今天以后', sentence: '检查一下年份。', actions: [edit] },
  child_too_old: {
    title: '{child}已经满 {n} 个月',
    sentence: '这个班收到 {m} 个月。可以看幼儿园。',
    actions: [{ step: 'seeNearby', label: '看能去的' }],
  },
  child_too_young: {
    title: '{child}还小一点',
    sentence: '这个班从 {n} 个月开始，{date} 就可以。',
    actions: [{ step: 'seeNearby', label: '看能去的' }],
  },
  too_many_children: { title: '孩子加满了', sentence: '最多 {n} 个。', actions: [fine] },
  consent_required: {
    title: '要你先同意一项',
    sentence: '说明用来做什么、存多久，可以不同意。',
    actions: [{ step: 'readConsent', label: '看说明' }],
  },
  consent_version_old: {
    title: '说明刚刚更新过',
    sentence: '看一眼新的说明再决定。',
    actions: [{ step: 'readConsent', label: '看说明' }],
  },
  invitation_expired: { title: '邀请用不了了', sentence: '请家人再发一次。', actions: [fine] },
  family_is_full: { title: '这个家已经有两位家长', sentence: '最多两位家长一起管。', actions: [fine] },
  family_not_empty: {
    title: '你这边加过孩子或有过预约',
    sentence: '先删掉自己这边的孩子和接送人，再加入。有过预约的，要先注销账号。',
    actions: [fine],
  },
  too_many_invitations: {
    title: '邀请发得有点多',
    sentence: '先收回没用上的，或过两天再发。',
    actions: [fine],
  },
  too_many_pickups: { title: '接送人加满了', sentence: '最多 {n} 位，先删掉不用的。', actions: [fine] },
  fee_reduction_already_requested: {
    title: '这一项已经申请过',
    sentence: '等机构答复，不用重复申请。',
    actions: [fine],
  },
  deletion_scope_changed: {
    title: '家里的情况刚变了',
    sentence: '请再看一遍会删什么，再决定。',
    actions: [fine],
  },
  too_many_cards: {
    title: '卡片有点多了',
    sentence: '最多 {n} 张在用，先停掉不用的。',
    actions: [fine],
  },
  file_too_large: {
    title: '文件太大了',
    sentence: '一份最大 {n} MB，选小一点的尺寸。',
    actions: [fine],
  },
  file_type_refused: {
    title: '这种文件收不了',
    sentence: '可以传照片（JPG、PNG、WebP）或 PDF。',
    actions: [fine],
  },
  file_damaged: {
    title: '文件打不开',
    sentence: '可能没有传完整，换一份再传。',
    actions: [fine],
  },
  file_unknown: {
    title: '有一份文件找不到了',
    sentence: '可能过期了，请重新传一次。',
    actions: [fine],
  },
  file_in_use: {
    title: '这份文件正在用',
    sentence: '它属于一条已经提交的申请。',
    actions: [fine],
  },
  too_many_files: {
    title: '文件有点多了',
    sentence: '最多 {n} 份，先删掉不用的。',
    actions: [fine],
  },
  upload_offset_wrong: {
    title: '从断开的地方接着传',
    sentence: '再按一次就行，不会重头传。',
    actions: [fine],
  },
  upload_incomplete: {
    title: '还没有传完',
    sentence: '再按一次就行，不会重头传。',
    actions: [fine],
  },
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
    title: '接送码不对',
    sentence: '可能用过、收回了，或不是今天的。',
    actions: [fine],
  },
  reason_required: {
    title: '写一下理由',
    sentence: '不同意的时候，要让家长知道为什么。',
    actions: [fine],
  },
  already_decided: {
    title: '已经答复过了',
    sentence: '答复只能有一次，请看结果。',
    actions: [fine],
  },
  centre_not_filed: {
    title: '查不到这家的备案',
    sentence: '没有备案的机构不能在这里约。',
    actions: [{ step: 'seeNearby', label: '看附近已备案的' }],
  },
  centre_suspended: {
    title: '这家暂停服务了',
    sentence: '{date} 起暂停，原因：{reason}。',
    actions: [nearby, phone],
  },
  centre_closed_day: {
    title: '这天闭园',
    sentence: '{reason}。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  date_in_past: { title: '这一天已经过了', sentence: '选今天或以后的日子。', actions: [otherDay] },
  date_is_holiday: {
    title: '这天放假',
    sentence: '{holiday}，机构不开门。最近的开门日是 {date}。',
    actions: [otherDay],
  },
  date_too_far: { title: '太远了，还不能约', sentence: '最远可以约到 {date}。', actions: [otherDay] },
  mode_not_offered: { title: '这家没有{mode}', sentence: '这家有：{modes}。', actions: [nearby, phone] },
  no_price_line: {
    title: '这家没有单次价格',
    sentence: '只收按月的孩子，打电话问问。',
    actions: [phone, nearby],
  },
  no_place_left: {
    title: '最后一个位置刚被约走',
    sentence: '没有产生费用。还有这些办法。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  child_already_booked: {
    title: '{child}这段时间已经有安排',
    sentence: '{centre} {time}。要换成这家，先取消那一条。',
    actions: [
      { step: 'seeBookings', label: '看那条预约' },
      { step: 'changeDate', label: '换一天' },
    ],
  },
  quote_expired: {
    title: '价格过了保留时间',
    sentence: '重新算一下，位置还没有占。',
    actions: [{ step: 'requote', label: '重新算价' }],
  },
  cancel_too_late: {
    title: '过了可以取消的时间',
    sentence: '{time} 前能取消。有急事请打园方电话。',
    actions: [phone],
  },
  network_unreachable: {
    title: '没有网络',
    sentence: '填的都存在手机里，连上网再发，只发一次。',
    actions: [{ step: 'retry', label: '重新连接' }],
  },
  location_refused: {
    title: '不给位置也能找',
    sentence: '选个地方就行，比如家、单位、地铁站。',
    actions: [{ step: 'pickOnMap', label: '在地图上选地方' }],
  },
};

const stand = { child: '孩子', mode: '这种服务', n: '几' } as const;
const unfilled = /\{\w+\}/;

function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** A part of a sentence whose fact is missing is left out rather than shown with a gap. */
function fillSentence(text: string, facts: Facts): string {
  const parts = fill(text, facts).match(/[^。]+。?/g) ?? [];
  return parts.filter((part) => !unfilled.test(part)).join('');
}

/**
 * What to show for a refusal: our title and next steps, the server's own sentence if it gave one, else ours. `more` adds
 * what the screen knows and the server does not say, such as the child's nickname.
 */
export function describeError(error: ApiError, more: Facts = {}): ErrorMessage {
  const message = errorMessages[error.code] ?? errorMessages.server_error;
  const facts: Facts = { ...more, ...error.facts };
  if (error.requestId !== undefined) facts.requestId = error.requestId;
  if (error.code === 'input_invalid' && error.errors.length > 0) facts.n ??= error.errors.length;
  const ours = fillSentence(message.sentence, facts);
  const keepsOurs = error.code === 'server_error' || error.code === 'input_invalid';
  return {
    title: fill(fill(message.title, facts), stand),
    sentence: error.detail !== undefined && error.detail !== '' && !keepsOurs ? error.detail : ours,
    actions: message.actions
      .map(({ step, label }) => ({ step, label: fill(label, facts) }))
      .filter(({ label }) => !unfilled.test(label)),
  };
}

/** Title and sentence in one, for a line under a form; `more` as in describeError. */
export function errorLine(error: ApiError, more: Facts = {}): string {
  const { title, sentence } = describeError(error, more);
  return sentence === '' ? `${title}。` : `${title}。${sentence}`;
}
