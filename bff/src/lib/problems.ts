import type { ErrorCode } from '@nearcare/shared/contract/errors';
import type { Facts } from './domain-error.js';

type Text = { readonly status: number; readonly title: string; readonly detail: string };

/**
 * Each code's status and Chinese sentence. `{name}` is filled from the facts; a sentence whose facts are missing says
 * its first half only. The mini-program has its own table for titles and ways on.
 */
const texts: Record<ErrorCode, Text> = {
  input_invalid: { status: 400, title: '填写有误', detail: '有 {n} 处要改。' },
  body_malformed: { status: 400, title: '内容读不懂', detail: '发来的内容不完整，请再试一次。' },
  body_too_large: { status: 413, title: '内容太多了', detail: '少放一些，或分两次补充。' },
  media_type_unsupported: { status: 415, title: '格式不对', detail: '只收 JSON 格式的内容。' },
  idempotency_key_missing: { status: 400, title: '缺少请求编号', detail: '请更新到最新版本再试。' },
  idempotency_key_reused: {
    status: 422,
    title: '这一步和刚才的不一样',
    detail: '请重新看一遍再确认，不会重复提交。',
  },
  rate_limited: { status: 429, title: '按得有点快', detail: '{n} 秒后再试。急事请打电话。' },
  not_found: { status: 404, title: '找不到了', detail: '可能已经删除，或者这条不是你家的。' },
  retry: { status: 503, title: '还没有办成', detail: '刚才没有结果，请再按一次，不会重复。' },
  service_unavailable: { status: 503, title: '正在维护', detail: '请过一会儿再试。急用请打园方电话。' },
  server_error: { status: 500, title: '没办成，是我们这边的问题', detail: '填的都还在。请稍后再试一次。' },
  sign_in_required: { status: 401, title: '先登录一下', detail: '登录后接着办，刚才填的都在。' },
  session_expired: { status: 401, title: '登录过期了', detail: '再登录一次，刚才填的都在。' },
  phone_invalid: { status: 400, title: '手机号不对', detail: '请检查一下号码，中国手机号是 11 位数字。' },
  code_wrong: { status: 400, title: '验证码不对', detail: '还可以试 {n} 次。' },
  code_expired: { status: 400, title: '验证码过期了', detail: '5 分钟内有效，再发一个。' },
  wechat_code_invalid: { status: 400, title: '微信登录没成', detail: '登录凭证过期了，请再点一次。' },
  wechat_account_blocked: {
    status: 403,
    title: '微信限制了这个账号',
    detail: '微信认为这个账号有风险。可以用手机号登录。',
  },
  phone_has_other_wechat: {
    status: 409,
    title: '这个手机号连着另一个微信',
    detail: '用短信验证码登录，就能回到原来的家。',
  },
  place_unknown: { status: 400, title: '不认识这个地方', detail: '这里还没有开通，换个地方找。' },
  too_many_saved_centres: { status: 409, title: '收藏满了', detail: '最多收藏 {n} 家，先取消几家。' },
  radius_too_large: { status: 400, title: '找得太远了', detail: '最远 {n} 公里。' },
  child_not_born: { status: 400, title: '出生日期在今天以后', detail: '检查一下年份。' },
  child_too_old: { status: 409, title: '孩子已经满 {n} 个月', detail: '这里收到 {m} 个月。可以看幼儿园。' },
  child_too_young: { status: 409, title: '孩子还小一点', detail: '从 {n} 个月开始，{date} 就可以。' },
  too_many_children: { status: 409, title: '孩子加满了', detail: '一家最多加 {n} 个孩子。' },
  consent_required: {
    status: 409,
    title: '要你先同意一项',
    detail: '说明用来做什么、存多久，可以不同意。',
  },
  consent_version_old: { status: 409, title: '说明刚刚更新过', detail: '请看一眼新的说明再决定。' },
  invitation_expired: { status: 409, title: '邀请用不了了', detail: '可能过期或已收回，请家人再发一次。' },
  family_is_full: { status: 409, title: '这个家已经有两位家长', detail: '最多两位家长一起管。' },
  too_many_invitations: {
    status: 409,
    title: '邀请发得有点多',
    detail: '先收回没用上的，或过两天再发。',
  },
  family_not_empty: {
    status: 409,
    title: '你这边加过孩子或有过预约',
    detail: '先删掉自己这边的孩子和接送人，再加入。有过预约的，要先注销账号。',
  },
  too_many_pickups: { status: 409, title: '接送人加满了', detail: '一家最多加 {n} 位，先删掉不用的。' },
  fee_reduction_already_requested: {
    status: 409,
    title: '这一项已经申请过',
    detail: '等机构答复，不用重复申请。',
  },
  deletion_scope_changed: { status: 409, title: '家里的情况刚变了', detail: '请再看一遍会删什么，再决定。' },
  too_many_cards: { status: 409, title: '卡片有点多了', detail: '最多 {n} 张在用，先停掉不用的。' },
  file_too_large: { status: 413, title: '文件太大了', detail: '一份最大 {n} MB。拍照时可以选小一点的尺寸。' },
  file_type_refused: {
    status: 415,
    title: '这种文件收不了',
    detail: '可以传照片（JPG、PNG、WebP）或 PDF。',
  },
  file_damaged: { status: 422, title: '文件打不开', detail: '可能没有传完整或已经损坏，换一份再传。' },
  file_unknown: { status: 409, title: '有一份文件找不到了', detail: '可能过期了，请重新传一次。' },
  file_in_use: { status: 409, title: '这份文件正在用', detail: '它属于一条已经提交的申请，不能单独删。' },
  too_many_files: { status: 409, title: '文件有点多了', detail: '最多 {n} 份，先删掉不用的。' },
  upload_offset_wrong: { status: 409, title: '从断开的地方接着传', detail: '已经收到 {n} 字节。' },
  upload_incomplete: { status: 409, title: '还没有传完', detail: '已经收到 {n} 字节，接着传就行。' },
  second_factor_required: {
    status: 403,
    title: '先打开工作台',
    detail: '输入验证器上的 6 位数字，再接着办。',
  },
  family_unknown: {
    status: 409,
    title: '这个手机号还没有登记孩子',
    detail: '请家长先在手机上登录并加上孩子。',
  },
  card_invalid: { status: 409, title: '这张卡用不了', detail: '可能已经停用。可以用手机验证码代替。' },
  pickup_code_invalid: {
    status: 409,
    title: '接娃码不对',
    detail: '可能用过、收回了，或不是今天的。请联系家长确认。',
  },
  own_family: { status: 403, title: '这是你自己家的', detail: '要由另一位专员来办。' },
  reason_required: { status: 400, title: '写一下理由', detail: '要让家长知道怎么办的、为什么。' },
  answer_too_late: {
    status: 409,
    title: '过了答复时间',
    detail: '家长已经收到没人答复的通知，位置也让出来了。',
  },
  booking_already_cancelled: {
    status: 409,
    title: '这条已经取消了',
    detail: '不用再答复，位置已经让出来了。',
  },
  already_decided: { status: 409, title: '已经答复过了', detail: '答复只能有一次，请看结果。' },
  centre_not_suspended: {
    status: 409,
    title: '这家没有在这里暂停',
    detail: '登记信息里的暂停要由登记处解除。',
  },
  centre_not_filed: { status: 409, title: '查不到这家的备案', detail: '没有备案的机构不能在这里约。' },
  centre_suspended: { status: 409, title: '这家暂停服务了', detail: '{date} 起暂停，原因：{reason}。' },
  centre_closed_day: { status: 409, title: '这天闭园', detail: '{reason}。最近开门的是 {date}。' },
  date_in_past: { status: 409, title: '这一天已经过了', detail: '最近可以约的是 {date}。可以{instead}。' },
  date_is_holiday: { status: 409, title: '这天放假', detail: '{holiday}，机构不开门。最近开门的是 {date}。' },
  date_too_far: { status: 409, title: '太远了，还不能约', detail: '最远可以约到 {date}。可以{instead}。' },
  mode_not_offered: { status: 409, title: '这家没有{mode}', detail: '这家有{modes}。可以{instead}。' },
  outside_opening_hours: {
    status: 409,
    title: '这个时间不开门',
    detail: '开门时间 {from}–{to}。可以{instead}。',
  },
  duration_not_allowed: {
    status: 409,
    title: '时间太短或太长',
    detail: '{mode}一次 {min} 到 {max} 小时。可以{instead}。',
  },
  not_on_grid: { status: 409, title: '这家按整点收', detail: '从整点到整点。可以{instead}。' },
  notice_too_short: { status: 409, title: '离开始太近了', detail: '要提前 {notice}约。可以{instead}。' },
  weekly_limit_reached: {
    status: 409,
    title: '这周的临时托用完了',
    detail: '每周最多 {n} 次，{date} 起又可以约。可以{instead}。',
  },
  late_stay_not_offered: {
    status: 409,
    title: '这家不能晚接',
    detail: '全天到 {to}，请在那之前接走。可以{instead}。',
  },
  no_price_line: {
    status: 409,
    title: '这家没有单次价格',
    detail: '{mode}只收按月的孩子。可以{instead}。可以打电话问。',
  },
  no_place_left: {
    status: 409,
    title: '最后一个位置刚被约走',
    detail: '{date} 满了。没有产生费用，可以换一天，或看看附近。',
  },
  others_are_waiting: {
    status: 409,
    title: '这个位置有人在等',
    detail: '{date} 空出来的位置，要先让排队的家庭选。你们可以排第 {n} 位。没有产生费用。',
  },
  offer_gone: { status: 409, title: '这个位置没有了', detail: '可能过了保留的时间，或已经答复过了。' },
  offer_taken: { status: 409, title: '这个位置已经接受了', detail: '不去了，就在预约里取消那一条。' },
  place_is_free: { status: 409, title: '现在有位置', detail: '{date} 不用排，直接约就行。' },
  already_waiting: {
    status: 409,
    title: '已经在排了',
    detail: '{date} 这个时间孩子已经在排队，在预约里看。',
  },
  child_already_booked: { status: 409, title: '孩子这段时间已经有安排', detail: '先取消那一条，再约这家。' },
  quote_expired: { status: 409, title: '价格过了保留时间', detail: '重新算一下，位置还没有占。' },
  not_booked_today: {
    status: 409,
    title: '今天没有这条预约',
    detail: '可能是别的日子的，或已经取消了。看一下今天的名单。',
  },
  cancel_too_late: {
    status: 409,
    title: '过了可以取消的时间',
    detail: '已经开始的不能取消，请给园方打电话。',
  },
  change_too_late: {
    status: 409,
    title: '这次预约不能改了',
    detail: '已经开始或已经结束的不能改时间。有急事请给园方打电话。',
  },
  changing: {
    status: 409,
    title: '正在改另一个时间',
    detail: '原来的时间还在。等一分钟，看一下改成了什么。',
  },
  same_as_booked: { status: 409, title: '和现在的一样', detail: '换一天，或换个时间。' },
  no_show_too_early: { status: 409, title: '还早', detail: '{time} 以后还没来，才能记没来。' },
  absence_too_late: { status: 409, title: '这次照护已经结束了', detail: '要说明情况，请给园方打电话。' },
  survey_closed: { status: 409, title: '现在不能评价', detail: '照护结束后 {n} 天内可以评价。' },
  no_month_price: { status: 409, title: '这家没有按月的价格', detail: '可以约单次，或换一家。' },
  places_short: { status: 409, title: '有 {n} 天没有空位', detail: '先看看是哪几天：{dates}。' },
  enrolment_already_open: {
    status: 409,
    title: '这家已经申请过了',
    detail: '等机构答复，不用重复申请。',
  },
  class_cancelled: { status: 409, title: '这堂课取消了', detail: '原因：{reason}。可以看看别的课。' },
  class_over: { status: 409, title: '这堂课已经结束', detail: '可以看看别的课，有的有回放。' },
  class_changed: { status: 409, title: '刚刚有人改过这堂课', detail: '请看一眼最新的内容，再改一次。' },
  class_age_unfit: {
    status: 409,
    title: '月龄不合适',
    detail: '上课那天孩子 {age} 个月，这堂课适合 {n} 到 {m} 个月。',
  },
  class_full: { status: 409, title: '名额满了', detail: '可以排候补，有人退出就轮到你们。' },
  class_others_waiting: {
    status: 409,
    title: '这个名额有人在等',
    detail: '要先让排队的家庭选，可以排候补。',
  },
  class_family_limit: { status: 409, title: '一家的名额用完了', detail: '这堂课一家最多报 {n} 个孩子。' },
  already_signed_up: { status: 409, title: '已经报过名了', detail: '在“我的课”里可以看到。' },
  sign_up_not_open: { status: 409, title: '还没开始报名', detail: '{date} {time} 开始报名。' },
  sign_up_over: { status: 409, title: '报名截止了', detail: '{date} {time} 截止。可以看看别的课。' },
  class_cancel_too_late: {
    status: 409,
    title: '过了可以取消的时间',
    detail: '{date} {time} 前能取消。来不了请告诉主办方。',
  },
  class_rating_closed: {
    status: 409,
    title: '现在不能评价',
    detail: '到场上过课的家庭，课后 {n} 天内可以评价。',
  },
  expert_not_in_pool: {
    status: 409,
    title: '专家库里没有这位',
    detail: '第 {n} 位不在本区的专家库里，可能刚刚离开。去掉再选一位，或者重新写名字。',
  },
  check_in_not_open: { status: 409, title: '还没到签到时间', detail: '{date} {time} 开始签到。' },
  check_in_over: { status: 409, title: '签到结束了', detail: '{date} {time} 之后不能再改。' },
  check_in_code_wrong: { status: 404, title: '没有这个签到码', detail: '请核对是不是这堂课的六位数字。' },
  complaint_already_closed: {
    status: 409,
    title: '这件已经结束',
    detail: '结束时间 {date}。现在还能做什么，看进度。',
  },
  complaint_already_reopened: {
    status: 409,
    title: '已经重新办过一次',
    detail: '重新办只有一次。有上一级的可以交上去，也可以打 12345。',
  },
  complaint_move_refused: { status: 409, title: '现在不能这样办', detail: '刚刚有变化，看一下最新进度。' },
  reopen_too_late: {
    status: 409,
    title: '过了重新办的时间',
    detail: '结束后 {n} 天内可以重新办。可以再反映一次。',
  },
  escalation_too_early: {
    status: 409,
    title: '还在期限里',
    detail: '没有按时受理或办结，就可以交给上一级。',
  },
  escalation_too_late: {
    status: 409,
    title: '过了交给上一级的时间',
    detail: '结束后 {n} 天内可以交给上一级。可以再反映一次，也可以打 12345。',
  },
  body_without_desk: {
    status: 409,
    title: '那边没有人能在这里看到',
    detail: '交办只能交给在这里有账号、看得到这件的一方。其他部门用转给外部部门。',
  },
  no_higher_level: { status: 409, title: '已经是最上一级', detail: '可以打 12345，或走信访。' },
  too_many_additions: { status: 409, title: '补充得太多了', detail: '最多补充 {n} 次。急事请打电话。' },
  addition_too_late: {
    status: 409,
    title: '过了补充的时间',
    detail: '结束 {n} 天后补充没有人看到。请再反映一次。',
  },
  urgent_not_withdrawn: {
    status: 409,
    title: '紧急的事撤不了',
    detail: '关系到孩子的安全，不管谁让撤，都要查清楚。情况有变化，补充说明就行。',
  },
  extension_too_late: { status: 409, title: '已经超期', detail: '超期的不能再延期，先告诉家长办到哪了。' },
  sign_up_first: { status: 409, title: '要先报名', detail: '报名很快，报好就能看、能提问。' },
  lesson_not_ready: { status: 409, title: '录像还没放上来', detail: '主办方放好以后就能看，过两天再来。' },
  class_not_recorded: { status: 409, title: '这堂课不是录播', detail: '只有录播课能放录像。' },
  chapters_wrong: {
    status: 400,
    title: '章节或文字稿的时间不对',
    detail: '要从早到晚排，第一章从 0 秒开始，都在录像长度以内。',
  },
  media_url_refused: {
    status: 409,
    title: '这个视频地址用不了',
    detail: '只能用已经允许的网站，请和运营人员确认。',
  },
  live_not_on: { status: 409, title: '现在没有在直播', detail: '直播开始后可以提问。' },
  live_too_early: { status: 409, title: '还没到开播时间', detail: '{time} 起可以开播。' },
  live_muted: { status: 403, title: '暂时不能提问', detail: '主持人请你先听一会儿，直播可以接着看。' },
  live_move_refused: { status: 409, title: '现在不能这样办', detail: '刚刚有变化，看一下直播间的最新情况。' },
  live_questions_too_fast: {
    status: 409,
    title: '问题有点多了',
    detail: '先等主持人回答前面的，{n} 秒后再问。',
  },
  tracking_code_wrong: { status: 404, title: '查不到这个码', detail: '码是 16 位，分四组，不分大小写。' },
  guidance_year_over: { status: 409, title: '只能说今年的', detail: '现在是 {n} 年，看一下今年的记录。' },
  question_looks_urgent: {
    status: 409,
    title: '先打 {number}',
    detail: '你写的像是急症。孩子现在有危险，先打 {number}，专家不会马上回。不急的话，确认后再发。',
  },
  questions_not_taken: {
    status: 409,
    title: '这位专家现在不收问题',
    detail: '还没有人在这里转问题。可以看看别的专家，或打 12345 问妇幼保健院。',
  },
  too_many_questions: { status: 409, title: '今天问得够多了', detail: '一家一天最多问 {n} 个，明天再问。' },
  home_visits_not_offered: {
    status: 409,
    title: '这里还没有入户指导',
    detail: '还没有人在这里办。可以先看看附近的课。',
  },
  home_visit_already_open: {
    status: 409,
    title: '已经申请过了',
    detail: '这个孩子有一次还没结束，在入户指导里看。',
  },
  home_visit_moved: { status: 409, title: '刚刚有变化', detail: '看一下现在到哪一步了，再决定。' },
  home_visit_too_early: { status: 409, title: '还没到上门时间', detail: '{date} {time} 以后才能写记录。' },
  visit_time_gone: {
    status: 409,
    title: '这个时间选不了了',
    detail: '可能已经过了，选别的时间，或说都不合适。',
  },
};

/** Status, title and sentence of a code, with the facts filled in. */
export function problemText(code: ErrorCode, facts: Facts): Text {
  const { status, title, detail } = texts[code];
  return { status, title: fill(title, facts), detail: fill(detail, facts) };
}

/** A civil day is told as people say it. */
function word(fact: string | number): string {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)$/.exec(String(fact)) ?? [];
  return month === undefined ? String(fact) : `${Number(month)}月${Number(day)}日`;
}

function fill(sentence: string, facts: Facts): string {
  const filled = sentence.replace(/\{(\w+)\}/g, (mark, name: string) => word(facts[name] ?? mark));
  // A part whose fact is not known is left out whole, rather than shown with a hole.
  return filled
    .split(/(?<=[，。])/)
    .filter((part) => !/\{\w+\}/.test(part))
    .join('')
    .replace(/，$/, '。');
}
